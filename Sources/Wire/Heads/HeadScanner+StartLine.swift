// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

extension HeadScanner {
    /// Scans `method SP target SP version CRLF`.
    ///
    /// - Source: RFC 9112 §3.
    /// - Returns: the position after the line; nil where the bytes end before it does.
    mutating func scanRequestLine(
        _ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int
    ) throws(WireError) -> Int? {
        var index = start
        while index < end, ASCII.isTokenOctet(bytes[index]) { index += 1 }
        guard index < end else { return nil }
        let method = start..<index
        guard bytes[index] == ASCII.space, !method.isEmpty else {
            throw fault(.badMethod, "The request does not begin with a method and one space.", bytes[index], index)
        }
        index += 1
        let targetStart = index
        while index < end, Self.isTargetOctet(bytes[index]) { index += 1 }
        guard index < end else { return nil }
        let target = targetStart..<index
        guard bytes[index] == ASCII.space else {
            throw fault(.badTarget, "An octet that no request target has.", bytes[index], index)
        }
        guard RequestTargetForm.isValid(bytes, target, method: method) else {
            throw WireError(.badTarget, "The request target has none of the four forms.", offset: targetStart)
        }
        index += 1
        guard let versionEnd = try scanVersion(bytes, from: index, to: end) else { return nil }
        guard let next = try FieldLine.lineEnd(bytes, at: versionEnd, to: end, otherwise: .badVersion) else {
            return nil
        }
        startLine = (method, target, index..<versionEnd)
        return next
    }

    /// Scans `version SP status SP reason CRLF`; the reason may be empty.
    ///
    /// - Source: RFC 9112 §4.
    /// - Returns: the position after the line; nil where the bytes end before it does.
    mutating func scanStatusLine(
        _ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int
    ) throws(WireError) -> Int? {
        guard let versionEnd = try scanVersion(bytes, from: start, to: end) else { return nil }
        guard versionEnd < end else { return nil }
        guard bytes[versionEnd] == ASCII.space else {
            throw fault(.badStartLine, "No space follows the version.", bytes[versionEnd], versionEnd)
        }
        let statusStart = versionEnd + 1
        var number = 0
        for index in statusStart..<(statusStart + 3) {
            guard index < end else { return nil }
            guard ASCII.isDigit(bytes[index]), number > 0 || bytes[index] != UInt8(ascii: "0") else {
                throw fault(.badStatus, "The status is not three digits from 100 on.", bytes[index], index)
            }
            number = number * 10 + Int(bytes[index] &- 0x30)
        }
        let statusEnd = statusStart + 3
        guard statusEnd < end else { return nil }
        guard bytes[statusEnd] == ASCII.space else {
            throw fault(.badStartLine, "No space follows the status.", bytes[statusEnd], statusEnd)
        }
        let reasonEnd = FieldLine.firstControl(bytes, from: statusEnd + 1, to: end)
        guard let next = try FieldLine.lineEnd(bytes, at: reasonEnd, to: end) else { return nil }
        status = number
        startLine = (start..<versionEnd, statusStart..<statusEnd, (statusEnd + 1)..<reasonEnd)
        return next
    }

    /// Scans `HTTP/1.0` or `HTTP/1.1`, the only versions that are spoken here.
    private mutating func scanVersion(
        _ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int
    ) throws(WireError) -> Int? {
        let word: StaticString = "HTTP/1."
        for index in 0..<7 {
            guard start + index < end else { return nil }
            guard bytes[start + index] == word.utf8Start[index] else {
                throw fault(
                    .badVersion, "The version is not HTTP/1.0 or HTTP/1.1.", bytes[start + index], start + index)
            }
        }
        guard start + 7 < end else { return nil }
        switch bytes[start + 7] {
        case UInt8(ascii: "1"): version = .http11
        case UInt8(ascii: "0"): version = .http10
        default:
            throw fault(.badVersion, "The version is not HTTP/1.0 or HTTP/1.1.", bytes[start + 7], start + 7)
        }
        return start + 8
    }

    @inline(__always)
    private static func isTargetOctet(_ octet: UInt8) -> Bool {
        octet > ASCII.space && octet < 0x7F && octet != UInt8(ascii: "#")
    }

    /// The error for an octet out of place: what the octet is tells more than where it stands.
    private func fault(_ code: WireError.Code, _ reason: String, _ octet: UInt8, _ index: Int) -> WireError {
        switch octet {
        case 0, ASCII.lineFeed: FieldLine.controlFault(octet, at: index)
        case ASCII.carriageReturn: WireError(.badStartLine, "The start line ends too early.", offset: index)
        default: WireError(code, reason, offset: index)
        }
    }
}

extension FieldLine {
    /// As `lineEnd(_:at:to:)`, with another error for an octet that is no control octet.
    static func lineEnd(
        _ bytes: UnsafeRawBufferPointer, at index: Int, to end: Int, otherwise code: WireError.Code
    ) throws(WireError) -> Int? {
        if index < end, !ASCII.isControl(bytes[index]) {
            throw WireError(code, "Something follows the version.", offset: index)
        }
        return try lineEnd(bytes, at: index, to: end)
    }
}
