// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Comparisons on bytes where they lie, so that the hot path makes no strings.
enum ASCII {
    static func lower(_ octet: UInt8) -> UInt8 {
        octet &- UInt8(ascii: "A") < 26 ? octet | 0x20 : octet
    }

    /// Lower case, and `_` as `-`: the spelling that gateways merge names to (ATT-06).
    static func folded(_ octet: UInt8) -> UInt8 {
        octet == UInt8(ascii: "_") ? UInt8(ascii: "-") : lower(octet)
    }

    /// Whether `bytes`, folded, are `text`, which is lower case.
    static func matches(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
        bytes.count == text.utf8CodeUnitCount && startsFolded(bytes, text)
    }

    /// Whether `bytes`, folded, start with `text`, which is lower case.
    static func startsFolded(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard bytes.count >= count else { return false }
        let start = text.utf8Start
        var index = 0
        if count >= 8 {
            let whole = UnsafeRawBufferPointer(start: start, count: count)
            while index < count, hasSameWord(bytes, whole, at: min(index, count - 8)) { index += 8 }
        }
        // What is left, and what is written with `_`.
        while index < count {
            guard folded(bytes[index]) == start[index] else { return false }
            index += 1
        }
        return true
    }

    /// Whether the eight octets from there on are those of the text but for the case of letters.
    private static func hasSameWord(
        _ bytes: UnsafeRawBufferPointer, _ text: UnsafeRawBufferPointer, at index: Int
    ) -> Bool {
        let word = text.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        // Where the text has a letter, the bit that makes small letters of large ones.
        let small = (word & 0x4040_4040_4040_4040) >> 1
        return bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) | small == word
    }

    /// Whether `bytes` start with these octets.
    static func hasPrefix(_ bytes: UnsafeRawBufferPointer, _ octets: [UInt8]) -> Bool {
        guard bytes.count >= octets.count else { return false }
        for index in octets.indices where bytes[index] != octets[index] { return false }
        return true
    }

    /// Whether `bytes` hold the lower-case text anywhere, letter case aside.
    static func contains(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard bytes.count >= count else { return false }
        for start in 0...(bytes.count - count)
        where startsFolded(UnsafeRawBufferPointer(rebasing: bytes[start...]), text) {
            return true
        }
        return false
    }

    static func hexValue(_ octet: UInt8) -> UInt8? {
        switch octet {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): octet - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): octet - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): octet - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// The bytes as a string in which each scalar is one octet.
    static func string(_ bytes: UnsafeRawBufferPointer) -> String {
        var text = ""
        text.unicodeScalars.reserveCapacity(bytes.count)
        for octet in bytes { text.unicodeScalars.append(Unicode.Scalar(octet)) }
        return text
    }
}
