// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore

/// Room in a buffer that is made once for all the lines of a head, which are then laid one behind the other.
///
/// A buffer asks at each write whether its storage is its own and large enough: that takes longer than most lines.
struct HeadSpace {
    private let space: UnsafeMutableRawBufferPointer
    /// How many octets were put in.
    private(set) var count = 0

    fileprivate init(_ space: UnsafeMutableRawBufferPointer) {
        self.space = space
    }

    /// Puts octets behind those that are there; for more than the room was made for there is none.
    mutating func put(_ octets: UnsafeRawBufferPointer) {
        precondition(octets.count <= space.count - count, "A head is larger than its room.")
        UnsafeMutableRawBufferPointer(rebasing: space[count...]).copyMemory(from: octets)
        count += octets.count
    }

    mutating func put(_ octet: UInt8) {
        precondition(count < space.count, "A head is larger than its room.")
        space[count] = octet
        count += 1
    }

    mutating func put(_ text: StaticString) {
        put(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func put(_ octets: [UInt8]) { octets.withUnsafeBytes { put($0) } }

    mutating func put(_ buffer: ByteBuffer) { buffer.withUnsafeReadableBytes { put($0) } }

    /// Puts `Content-Length` with its line end.
    mutating func putContentLength(_ length: Int) {
        put("Content-Length: ")
        var place = 1
        while length / place >= 10 { place *= 10 }
        while place > 0 {
            put(UInt8(truncatingIfNeeded: length / place % 10) | 0x30)
            place /= 10
        }
        put("\r\n")
    }
}

extension ByteBuffer {
    /// Writes lines of a head that together have at most so many octets.
    mutating func writeHead(roomFor count: Int, _ write: (inout HeadSpace) -> Void) {
        writeWithUnsafeMutableBytes(minimumWritableBytes: count) { space in
            var head = HeadSpace(space)
            write(&head)
            return head.count
        }
    }
}
