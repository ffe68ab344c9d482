// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Finds the parts of an HTTP/1.1 head where its bytes lie, strictly, and copies nothing.
///
/// - Shape: one scanner serves one connection for ever; `fields` keeps its capacity from head to head.
/// - Source: RFC 9112 §2 to §6.
public struct HeadScanner: Sendable {
    /// Whether heads of requests or of answers are scanned.
    public enum Kind: Sendable, Hashable {
        /// A request line comes first.
        case request
        /// A status line comes first.
        case response
    }

    /// What is scanned.
    public let kind: Kind
    /// How long a head may be.
    public let limits: HeadLimits
    /// The header lines in their order.
    public internal(set) var fields: [FieldSpan] = []
    /// Method, target, version of a request; version, status, reason of an answer.
    public internal(set) var startLine: (first: Range<Int>, second: Range<Int>, third: Range<Int>) = (
        0..<0, 0..<0, 0..<0
    )
    /// The status of an answer, 0 for requests.
    public internal(set) var status = 0
    /// The bytes of the head with its last empty line.
    public internal(set) var headLength = 0
    /// How the end of the body is found.
    public internal(set) var framing = BodyFraming.none
    /// Whether the connection may serve another message after this one (RFC 9112 §9.3).
    public internal(set) var isKeepAlive = true
    /// Whether `Upgrade: websocket` and `Connection: upgrade` are both there (RFC 6455 §4.1).
    public internal(set) var wantsUpgrade = false
    /// Whether `Expect: 100-continue` is there (RFC 9110 §10.1.1).
    public internal(set) var expectsContinue = false
    /// The version of the start line.
    public internal(set) var version = HTTPVersion.http11

    /// Makes a scanner for one kind of head.
    public init(_ kind: Kind, limits: HeadLimits = .standard) {
        self.kind = kind
        self.limits = limits
    }

    /// Scans one head from the first byte given.
    ///
    /// - Returns: false while the head is incomplete; true when all properties describe it.
    /// - Throws: `WireError` as soon as the bytes seen can be no head.
    public mutating func scan(
        _ bytes: UnsafeRawBufferPointer, requestMethodIsHead: Bool = false
    ) throws(WireError) -> Bool {
        false
    }
}
