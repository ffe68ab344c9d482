// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Finds the parts of an HTTP/1.1 head where its bytes lie, strictly, and copies nothing.
///
/// - Shape: one scanner serves one connection for ever; `fields` keeps its capacity from head to head, and a head
///   that comes in pieces is scanned on from the last whole line.
/// - Source: RFC 9112 §2 to §6, §9.3.
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
    public private(set) var fields: [FieldSpan] = []
    /// Method, target, version of a request; version, status, reason of an answer.
    public internal(set) var startLine = (first: 0..<0, second: 0..<0, third: 0..<0)
    /// The status of an answer, 0 for requests.
    public internal(set) var status = 0
    /// The bytes of the head with its last empty line.
    public private(set) var headLength = 0
    /// How the end of the body is found.
    public private(set) var framing = BodyFraming.none
    /// Whether the connection may serve another message after this one (RFC 9112 §9.3).
    public private(set) var isKeepAlive = true
    /// Whether `Upgrade: websocket` and `Connection: upgrade` are both there in HTTP/1.1 (RFC 6455 §4.1).
    public private(set) var wantsUpgrade = false
    /// Whether `Expect: 100-continue` is there in HTTP/1.1 (RFC 9110 §10.1.1).
    public private(set) var expectsContinue = false
    /// The version of the start line.
    public internal(set) var version = HTTPVersion.http11

    private enum Stage { case fresh, startLine, fields }
    private var stage = Stage.fresh
    private var position = 0
    private var meaning = HeadMeaning()

    /// Makes a scanner for one kind of head.
    public init(_ kind: Kind, limits: HeadLimits = .standard) {
        self.kind = kind
        self.limits = limits
    }

    /// Forgets a head that was scanned in part.
    public mutating func reset() { stage = .fresh }

    /// Scans one head from the first byte given.
    ///
    /// - Shape: after false the next call gives the same bytes and more after them; after true or an error the next
    ///   call begins a new head.
    /// - Returns: false while the head is incomplete; true when all properties describe it.
    /// - Throws: `WireError` as soon as the bytes seen can be no head.
    public mutating func scan(
        _ bytes: UnsafeRawBufferPointer, requestMethodIsHead: Bool = false
    ) throws(WireError) -> Bool {
        do throws(WireError) {
            guard try advance(bytes) else { return false }
            try conclude(requestMethodIsHead: requestMethodIsHead)
            stage = .fresh
            return true
        } catch {
            stage = .fresh
            throw error
        }
    }

    private mutating func advance(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> Bool {
        let end = min(bytes.count, limits.headBytes)
        if stage == .fresh { begin() }
        if stage == .startLine {
            guard let next = try scanFirstLine(bytes, to: end) else { return try incomplete(bytes) }
            position = next
            stage = .fields
        }
        while position < end {
            if bytes[position] == ASCII.carriageReturn {
                guard let next = try FieldLine.lineEnd(bytes, at: position, to: end) else { break }
                headLength = next
                return true
            }
            guard fields.count < limits.fields else {
                throw WireError(.tooManyFields, "There are more than \(limits.fields) header lines.", offset: position)
            }
            let lineEnd = min(end, position + limits.fieldLineBytes + 2)
            guard let (span, next) = try FieldLine.scan(bytes, from: position, to: lineEnd) else {
                try checkLine(from: position, to: lineEnd, longest: limits.fieldLineBytes)
                break
            }
            try meaning.note(bytes, span, kind: kind)
            fields.append(span)
            position = next
        }
        return try incomplete(bytes)
    }

    private mutating func begin() {
        stage = .startLine
        position = 0
        status = 0
        meaning = HeadMeaning()
        fields.removeAll(keepingCapacity: true)
        if fields.capacity == 0 { fields.reserveCapacity(Self.usualFields) }
    }

    /// As many lines as most heads have.
    private static let usualFields = 24

    private func incomplete(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> Bool {
        guard bytes.count < limits.headBytes else {
            throw WireError(
                .headTooLong, "The head is longer than \(limits.headBytes) bytes.", offset: limits.headBytes)
        }
        return false
    }

    private func checkLine(from start: Int, to end: Int, longest: Int) throws(WireError) {
        if end - start >= longest + 2 {
            throw WireError(.lineTooLong, "A line is longer than \(longest) bytes.", offset: start + longest)
        }
    }

    /// Scans the start line, after one empty line where it is a request's (RFC 9112 §2.2).
    private mutating func scanFirstLine(_ bytes: UnsafeRawBufferPointer, to end: Int) throws(WireError) -> Int? {
        var start = 0
        if kind == .request, end > 0, bytes[0] == ASCII.carriageReturn {
            guard let next = try FieldLine.lineEnd(bytes, at: 0, to: end) else { return nil }
            start = next
        }
        let lineEnd = min(end, start + limits.startLineBytes + 2)
        let next =
            kind == .request
            ? try scanRequestLine(bytes, from: start, to: lineEnd)
            : try scanStatusLine(bytes, from: start, to: lineEnd)
        if next == nil { try checkLine(from: start, to: lineEnd, longest: limits.startLineBytes) }
        return next
    }

    private mutating func conclude(requestMethodIsHead: Bool) throws(WireError) {
        let isModern = version >= .http11
        if kind == .request && isModern && !meaning.hasHost {
            throw WireError(.missingHost, "An HTTP/1.1 request has no Host line.", offset: headLength)
        }
        if meaning.hasTransferCoding && !isModern {
            throw WireError(.transferCodingInOldVersion, "A transfer coding in HTTP/1.0.", offset: headLength)
        }
        framing = try bodyFraming(requestMethodIsHead: requestMethodIsHead)
        isKeepAlive = !meaning.isClose && framing != .untilClose && (isModern || meaning.isKeepAlive)
        wantsUpgrade = isModern && meaning.isUpgrade && meaning.namesWebSocket
        expectsContinue = isModern && meaning.expectsContinue
    }

    /// - Source: RFC 9112 §6.3.
    private func bodyFraming(requestMethodIsHead: Bool) throws(WireError) -> BodyFraming {
        let hasNoContent = kind == .response && (status < 200 || status == 204)
        if hasNoContent && meaning.hasTransferCoding {
            throw WireError(.transferCodingWithoutBody, "An answer \(status) has a coding.", offset: headLength)
        }
        if hasNoContent || kind == .response && (status == 304 || requestMethodIsHead) { return .none }
        if meaning.hasTransferCoding { return .chunked }
        if let length = meaning.length { return length == 0 ? .none : .length(length) }
        return kind == .request ? .none : .untilClose
    }
}
