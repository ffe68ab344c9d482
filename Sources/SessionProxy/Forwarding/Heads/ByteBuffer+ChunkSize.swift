// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore

extension ByteBuffer {
    /// Writes the line in front of a chunk (RFC 9112 §7.1), in one piece and without a string.
    mutating func writeChunkSize(_ size: Int) {
        writeHead(roomFor: Int.bitWidth / 4 + 2) { space in
            var shift = 0
            while size >> shift >= 16 { shift += 4 }
            while shift >= 0 {
                let digit = UInt8(truncatingIfNeeded: size >> shift & 15)
                space.put(digit < 10 ? digit | 0x30 : digit &+ 0x57)
                shift -= 4
            }
            space.put("\r\n")
        }
    }
}
