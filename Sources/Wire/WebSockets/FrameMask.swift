// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore

/// The mask that clients lay over payloads; laying it on twice takes it off.
///
/// - Source: RFC 6455 §5.3.
public enum FrameMask {
    /// Lays the mask over the bytes from the index `start` to the writer index.
    public static func apply(_ key: UInt32, to buffer: inout ByteBuffer, from start: Int) {
        let skipped = start - buffer.readerIndex
        guard key != 0, skipped >= 0, start < buffer.writerIndex else { return }
        buffer.withUnsafeMutableReadableBytes { bytes in
            apply(key, to: UnsafeMutableRawBufferPointer(rebasing: bytes[skipped...]))
        }
    }

    /// Lays the mask over bytes of which the first is the first of the payload, eight at a time.
    public static func apply(_ key: UInt32, to bytes: UnsafeMutableRawBufferPointer) {
        let word = UInt64(key) << 32 | UInt64(key)
        var index = 0
        while index + 8 <= bytes.count {
            let octets = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            bytes.storeBytes(of: (octets ^ word).bigEndian, toByteOffset: index, as: UInt64.self)
            index += 8
        }
        while index < bytes.count {
            bytes[index] ^= UInt8(truncatingIfNeeded: key >> UInt32(24 - 8 * (index & 3)))
            index += 1
        }
    }
}
