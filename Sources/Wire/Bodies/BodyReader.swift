// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore

/// Reads the payload of one body out of a stream of bytes.
///
/// - Source: RFC 9112 §6, §7.
public struct BodyReader: Sendable {
    /// How the end of the body is found.
    public let framing: BodyFraming
    /// Whether the whole body was read.
    public private(set) var isFinished: Bool
    /// The trailer lines of a chunked body.
    public var trailers: HeaderList { [:] }

    /// Makes a reader for one body.
    public init(_ framing: BodyFraming) {
        self.framing = framing
        isFinished = framing == .none || framing == .length(0)
    }

    /// Takes the bytes of this body from the buffer and gives their payload.
    ///
    /// - Returns: nil where the buffer held no payload.
    public mutating func read(_ buffer: inout ByteBuffer) throws(WireError) -> ByteBuffer? { nil }

    /// Says that the connection ended.
    ///
    /// - Throws: `WireError` with `.incompleteBody` where the framing promised more.
    public mutating func end() throws(WireError) {}
}
