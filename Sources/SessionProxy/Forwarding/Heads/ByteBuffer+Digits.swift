// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore

/// Numbers and lines written as octets and in one piece, so that the hot path makes no strings and few writes.
extension ByteBuffer {
    /// Writes a number that is not negative in decimal digits.
    mutating func writeDecimal(_ number: Int) {
        writeWithUnsafeMutableBytes(minimumWritableBytes: Self.mostDigits) { $0.putDecimal(number, at: 0) }
    }

    /// Writes the line in front of a chunk (RFC 9112 §7.1).
    mutating func writeChunkSize(_ size: Int) {
        writeWithUnsafeMutableBytes(minimumWritableBytes: Self.mostDigits + 2) { space in
            var shift = 0
            while size >> shift >= 16 { shift += 4 }
            var end = 0
            while shift >= 0 {
                let digit = UInt8(truncatingIfNeeded: size >> shift & 15)
                space[end] = digit < 10 ? digit | 0x30 : digit &+ 0x57
                end += 1
                shift -= 4
            }
            return space.put("\r\n", at: end)
        }
    }

    /// Writes `Content-Length` with its line end.
    mutating func writeContentLength(_ length: Int) {
        let name: StaticString = "Content-Length: "
        writeWithUnsafeMutableBytes(minimumWritableBytes: name.utf8CodeUnitCount + Self.mostDigits + 2) { space in
            space.put("\r\n", at: space.putDecimal(length, at: space.put(name, at: 0)))
        }
    }

    /// The most digits of a number of 64 bits.
    private static let mostDigits = 20
}

extension UnsafeMutableRawBufferPointer {
    /// Writes a text; gives the position behind it.
    fileprivate func put(_ text: StaticString, at position: Int) -> Int {
        let source = UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        UnsafeMutableRawBufferPointer(rebasing: self[position...]).copyMemory(from: source)
        return position + source.count
    }

    /// Writes decimal digits; gives the position behind them.
    fileprivate func putDecimal(_ number: Int, at position: Int) -> Int {
        var count = 1
        var rest = number
        while rest >= 10 {
            rest /= 10
            count += 1
        }
        rest = number
        for place in (position..<(position + count)).reversed() {
            self[place] = UInt8(truncatingIfNeeded: rest % 10) | 0x30
            rest /= 10
        }
        return position + count
    }
}
