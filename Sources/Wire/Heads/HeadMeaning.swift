// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What the header lines of one head say about its framing and its connection.
///
/// - Source: RFC 9112 §3.2, §6, §9.3; RFC 9110 §7.6.1, §7.8, §10.1.1.
struct HeadMeaning: Sendable {
    private(set) var hasHost = false
    private(set) var length: Int?
    private(set) var hasTransferCoding = false
    private(set) var isClose = false
    private(set) var isKeepAlive = false
    private(set) var isUpgrade = false
    private(set) var namesWebSocket = false
    private(set) var expectsContinue = false

    /// Takes notice of one header line.
    @inline(__always)
    mutating func note(
        _ bytes: UnsafeRawBufferPointer, _ span: FieldSpan, kind: HeadScanner.Kind
    ) throws(WireError) {
        let name = span.nameStart..<span.nameEnd
        switch name.count {
        case 4 where kind == .request && OctetWords.equal(bytes, name, "host"): try noteHost(bytes, span)
        case 6 where OctetWords.equal(bytes, name, "expect"): noteExpect(bytes, span)
        case 7 where OctetWords.equal(bytes, name, "upgrade"): noteUpgrade(bytes, span)
        case 10 where OctetWords.equal(bytes, name, "connection"): noteConnection(bytes, span)
        case 14 where OctetWords.equal(bytes, name, "content-length"): try noteLength(bytes, span)
        case 17 where OctetWords.equal(bytes, name, "transfer-encoding"): try noteCoding(bytes, span)
        default: break
        }
    }

    private mutating func noteHost(_ bytes: UnsafeRawBufferPointer, _ span: FieldSpan) throws(WireError) {
        guard !hasHost else {
            throw WireError(.repeatedHost, "There is more than one Host line.", offset: span.nameStart)
        }
        guard HostValue.isValid(bytes, span.value) else {
            throw WireError(.badHost, "The Host value is no host with an optional port.", offset: span.valueStart)
        }
        hasHost = true
    }

    private mutating func noteExpect(_ bytes: UnsafeRawBufferPointer, _ span: FieldSpan) {
        if OctetWords.equal(bytes, span.value, "100-continue") { expectsContinue = true }
    }

    private mutating func noteUpgrade(_ bytes: UnsafeRawBufferPointer, _ span: FieldSpan) {
        OctetWords.forEachMember(bytes, span.value) { member in
            if OctetWords.equal(bytes, member, "websocket") { namesWebSocket = true }
        }
    }

    private mutating func noteConnection(_ bytes: UnsafeRawBufferPointer, _ span: FieldSpan) {
        OctetWords.forEachMember(bytes, span.value) { member in
            if OctetWords.equal(bytes, member, "close") { isClose = true }
            if OctetWords.equal(bytes, member, "keep-alive") { isKeepAlive = true }
            if OctetWords.equal(bytes, member, "upgrade") { isUpgrade = true }
        }
    }

    private mutating func noteLength(_ bytes: UnsafeRawBufferPointer, _ span: FieldSpan) throws(WireError) {
        guard let value = OctetWords.number(bytes, span.value) else {
            throw WireError(.badLength, "The Content-Length is no plain number.", offset: span.valueStart)
        }
        if let length {
            let code: WireError.Code = length == value ? .repeatedLength : .conflictingLength
            throw WireError(code, "There is more than one Content-Length line.", offset: span.nameStart)
        }
        guard !hasTransferCoding else { throw bothFault(span) }
        length = value
    }

    private mutating func noteCoding(_ bytes: UnsafeRawBufferPointer, _ span: FieldSpan) throws(WireError) {
        guard !hasTransferCoding, OctetWords.equal(bytes, span.value, "chunked") else {
            throw WireError(
                .unknownTransferCoding, "The only transfer coding taken is chunked, once.",
                offset: span.valueStart)
        }
        guard length == nil else { throw bothFault(span) }
        hasTransferCoding = true
    }

    private func bothFault(_ span: FieldSpan) -> WireError {
        WireError(
            .lengthWithTransferCoding, "Content-Length and Transfer-Encoding stand together.", offset: span.nameStart)
    }
}
