// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Finds one header line where its bytes lie.
///
/// - Source: RFC 9112 §5; RFC 9110 §5.1, §5.5.
enum FieldLine {
    /// Scans the line that begins at `start`.
    ///
    /// - Returns: the spans and the position after the line end; nil where the bytes end before the line does.
    @inline(__always)
    static func scan(
        _ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int
    ) throws(WireError) -> (span: FieldSpan, next: Int)? {
        var index = firstAfterToken(bytes, from: start, to: end)
        guard index < end else { return nil }
        guard bytes[index] == ASCII.colon, index > start else { throw nameFault(bytes[index], at: index, start: start) }
        let nameEnd = index
        index += 1
        while index < end, ASCII.isBlank(bytes[index]) { index += 1 }
        let valueStart = index
        index = firstControl(bytes, from: index, to: end)
        guard let next = try lineEnd(bytes, at: index, to: end) else { return nil }
        var valueEnd = index
        while valueEnd > valueStart, ASCII.isBlank(bytes[valueEnd - 1]) { valueEnd -= 1 }
        let span = FieldSpan(nameStart: start, nameEnd: nameEnd, valueStart: valueStart, valueEnd: valueEnd)
        return (span, next)
    }

    /// The position after the CRLF at `index`; nil where the bytes end before it does.
    @inline(__always)
    static func lineEnd(_ bytes: UnsafeRawBufferPointer, at index: Int, to end: Int) throws(WireError) -> Int? {
        guard index < end else { return nil }
        guard bytes[index] == ASCII.carriageReturn else { throw controlFault(bytes[index], at: index) }
        guard index + 1 < end else { return nil }
        guard bytes[index + 1] == ASCII.lineFeed else {
            throw WireError(.bareCarriageReturn, "A CR is not followed by LF.", offset: index)
        }
        return index + 2
    }

    /// The position of the first octet that no token has, or `end`.
    @inline(__always)
    static func firstAfterToken(_ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) -> Int {
        var index = start
        while index + 8 <= end {
            let word = OctetWord(bytes, at: index)
            // Nearly all names are letters and hyphens.
            index += word.firstMarked(~(word.letters | word.equal(to: UInt8(ascii: "-"))))
            guard index < end, ASCII.isTokenOctet(bytes[index]) else { return index }
            index += 1
        }
        while index < end, ASCII.isTokenOctet(bytes[index]) { index += 1 }
        return index
    }

    /// The position of the first control octet other than a tab, or `end`.
    @inline(__always)
    static func firstControl(_ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) -> Int {
        var index = start
        while index + 8 <= end {
            let word = OctetWord(bytes, at: index)
            let controls = word.below(0x20) & ~word.equal(to: ASCII.tab) | word.equal(to: 0x7F)
            if controls != 0 { return index + word.firstMarked(controls) }
            index += 8
        }
        while index < end, !ASCII.isControl(bytes[index]) { index += 1 }
        return index
    }

    /// The error for a control octet at a place where none may stand.
    static func controlFault(_ octet: UInt8, at index: Int) -> WireError {
        switch octet {
        case ASCII.lineFeed: WireError(.bareLineFeed, "A line ends with LF alone.", offset: index)
        case ASCII.carriageReturn: WireError(.bareCarriageReturn, "A CR is not followed by LF.", offset: index)
        case 0: WireError(.nulOctet, "A NUL octet.", offset: index)
        default: WireError(.controlOctet, "A control octet.", offset: index)
        }
    }

    private static func nameFault(_ octet: UInt8, at index: Int, start: Int) -> WireError {
        switch octet {
        case ASCII.space, ASCII.tab:
            index == start
                ? WireError(.obsoleteFolding, "A header line begins with a blank.", offset: index)
                : WireError(.spaceBeforeColon, "A blank follows a field name.", offset: index)
        case ASCII.lineFeed, 0: controlFault(octet, at: index)
        case ASCII.colon: WireError(.badFieldName, "A field name is empty.", offset: index)
        default: WireError(.badFieldName, "An octet that no field name has.", offset: index)
        }
    }
}
