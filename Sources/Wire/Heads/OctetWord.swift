// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Eight octets that are looked at together.
///
/// - Shape: a mask has the highest bit of each octet that is meant, and no other; additions stay within an octet, so
///   that no octet speaks for its neighbour.
struct OctetWord {
    private let word: UInt64

    /// Takes the eight octets from there on.
    @inline(__always)
    init(_ bytes: UnsafeRawBufferPointer, at position: Int) {
        word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
    }

    /// Those that are this octet, which is below 128.
    @inline(__always)
    func equal(to octet: UInt8) -> UInt64 {
        let difference = word ^ Self.every(octet)
        return ~((difference & Self.low &+ Self.low) | difference) & Self.high
    }

    /// Those below a limit, which is at most 128.
    @inline(__always)
    func below(_ limit: UInt8) -> UInt64 { ~((word & Self.low &+ Self.every(0x80 - limit)) | word) & Self.high }

    /// Those that are letters of ASCII.
    @inline(__always)
    var letters: UInt64 {
        let small = (word | Self.every(0x20)) & Self.low
        let fromA = small &+ Self.every(0x80 - UInt8(ascii: "a"))
        let afterZ = small &+ Self.every(0x80 - UInt8(ascii: "z") - 1)
        return fromA & ~afterZ & ~word & Self.high
    }

    /// How many octets stand before the first that a mask means; 8 where it means none.
    @inline(__always)
    func firstMarked(_ mask: UInt64) -> Int { (mask & Self.high).trailingZeroBitCount >> 3 }

    private static let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    private static let high: UInt64 = 0x8080_8080_8080_8080

    @inline(__always)
    private static func every(_ octet: UInt8) -> UInt64 { UInt64(octet) &* 0x0101_0101_0101_0101 }
}
