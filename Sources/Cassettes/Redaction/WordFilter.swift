// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Tells of nearly all words of four bytes that they are in no table, with one bit.
struct WordFilter: Sendable {
    private var bits: [UInt64]
    /// How many of a hash's 32 bits are left out.
    private var shift: UInt32

    /// Makes a filter for few words; it grows with them.
    init() {
        bits = [UInt64](repeating: 0, count: 1 << 10)
        shift = 32 - 16
    }

    /// Adds a word that the table holds already.
    mutating func add<Value>(_ word: UInt32, of table: [UInt32: Value]) {
        guard table.count * Self.bitsPerWord > bits.count * 64 else { return set(word) }
        bits = [UInt64](repeating: 0, count: bits.count * 4)
        shift -= 2
        for word in table.keys { set(word) }
    }

    private mutating func set(_ word: UInt32) {
        let place = Bits.place(word, shift)
        bits[place >> 6] |= 1 << UInt64(place & 63)
    }

    /// Below this one word in sixteen would be taken for one of the table's.
    private static let bitsPerWord = 16

    /// The bits where they lie.
    struct Bits {
        fileprivate let words: UnsafeBufferPointer<UInt64>
        fileprivate let shift: UInt32

        /// Whether the word may be one of the table's; most are not.
        @inline(__always)
        func mayHold(_ word: UInt32) -> Bool {
            let place = Self.place(word, shift)
            return words[place &>> 6] &>> UInt64(place & 63) & 1 == 1
        }

        @inline(__always)
        fileprivate static func place(_ word: UInt32, _ shift: UInt32) -> Int {
            Int((word &* 0x9E37_79B9) &>> shift)
        }
    }

    /// Lends the bits for a search.
    func withBits<Result>(_ body: (Bits) -> Result) -> Result {
        bits.withUnsafeBufferPointer { body(Bits(words: $0, shift: shift)) }
    }
}

extension UnsafeRawBufferPointer {
    /// Eight bytes, the first one lowest.
    @inline(__always)
    func words(at position: Int) -> UInt64 {
        UInt64(littleEndian: loadUnaligned(fromByteOffset: position, as: UInt64.self))
    }

    /// The bytes from there to the end, fewer than eight, and zeros after them.
    @inline(__always)
    func lastWords(at position: Int) -> UInt64 {
        var words: UInt64 = 0
        for index in position..<count { words |= UInt64(self[index]) << UInt64(8 * (index - position)) }
        return words
    }
}
