// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Comparisons of octets with lower-case words, without making strings.
enum OctetWords {
    /// Whether the octets of the range are `word` but for the case of ASCII letters.
    @inline(__always)
    static func equal(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ word: StaticString) -> Bool {
        guard range.count == word.utf8CodeUnitCount else { return false }
        let letters = word.utf8Start
        var index = 0
        while index < range.count {
            guard ASCII.lowercased(bytes[range.lowerBound + index]) == letters[index] else { return false }
            index += 1
        }
        return true
    }

    /// Calls `body` with each trimmed, non-empty member of a comma-separated list of tokens.
    @inline(__always)
    static func forEachMember(
        _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ body: (Range<Int>) -> Void
    ) {
        var start = range.lowerBound
        while start < range.upperBound {
            var end = start
            while end < range.upperBound, bytes[end] != ASCII.comma { end += 1 }
            let next = end + 1
            while start < end, ASCII.isBlank(bytes[start]) { start += 1 }
            while end > start, ASCII.isBlank(bytes[end - 1]) { end -= 1 }
            if start < end { body(start..<end) }
            start = next
        }
    }

    /// The number that the octets spell in decimal digits; nil for anything else and beyond 18 digits' worth.
    static func number(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
        guard !range.isEmpty else { return nil }
        var value = 0
        for index in range {
            guard ASCII.isDigit(bytes[index]), value < 100_000_000_000_000_000 else { return nil }
            value = value * 10 + Int(bytes[index] &- 0x30)
        }
        return value
    }
}
