// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore

/// Numbers and lines written as octets, so that the hot path makes no strings.
extension ByteBuffer {
    /// Writes a number that is not negative in decimal digits.
    mutating func writeDecimal(_ number: Int) {
        var divisor = 1
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            writeInteger(UInt8(truncatingIfNeeded: number / divisor % 10) | 0x30)
            divisor /= 10
        }
    }

    /// Writes the line in front of a chunk (RFC 9112 §7.1).
    mutating func writeChunkSize(_ size: Int) {
        var shift = 0
        while size >> shift >= 16 { shift += 4 }
        while shift >= 0 {
            let digit = UInt8(truncatingIfNeeded: size >> shift & 15)
            writeInteger(digit < 10 ? digit | 0x30 : digit &+ 0x57)
            shift -= 4
        }
        writeStaticString("\r\n")
    }

    /// Writes `Content-Length` with its line end.
    mutating func writeContentLength(_ length: Int) {
        writeStaticString("Content-Length: ")
        writeDecimal(length)
        writeStaticString("\r\n")
    }
}
