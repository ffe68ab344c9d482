// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Writes numbers in as few bytes as they need, and texts after their length.
struct CompactWriter {
    /// What was written so far.
    private(set) var bytes: [UInt8] = []

    /// Writes one byte.
    mutating func write(_ byte: UInt8) { bytes.append(byte) }

    /// Writes a number, seven bits to a byte, the lowest first.
    mutating func write(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// Writes a signed number, so that small ones of either sign stay short.
    mutating func write(_ number: Int64) { write(UInt64(bitPattern: number << 1 ^ number >> 63)) }

    /// Writes the UTF-8 of a text after its length.
    mutating func write(_ text: String) {
        write(UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }
}
