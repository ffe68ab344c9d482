// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore

/// The mask that clients lay over payloads; laying it on twice takes it off.
///
/// - Source: RFC 6455 §5.3.
public enum FrameMask {
    /// Lays the mask over the bytes from `start` to the writer index.
    public static func apply(_ key: UInt32, to buffer: inout ByteBuffer, from start: Int) {
        guard key != 0, start < buffer.writerIndex else { return }
        let octets = (
            UInt8(truncatingIfNeeded: key >> 24), UInt8(truncatingIfNeeded: key >> 16),
            UInt8(truncatingIfNeeded: key >> 8), UInt8(truncatingIfNeeded: key)
        )
        let reader = buffer.readerIndex
        buffer.withUnsafeMutableReadableBytes { bytes in
            for position in (start - reader)..<bytes.count {
                let octet =
                    switch (position - (start - reader)) & 3 {
                    case 0: octets.0
                    case 1: octets.1
                    case 2: octets.2
                    default: octets.3
                    }
                bytes[position] ^= octet
            }
        }
    }
}
