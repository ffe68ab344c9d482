// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import CZlib
import Wire

/// Looks behind the content coding of an answer, so that a secret does not hide in compressed bytes.
///
/// - Source: RFC 9110 §8.4.1; `deflate` is the zlib format, but some servers send the bare one, so both are tried.
enum ContentDecoding {
    /// The content, at most `limit` bytes of it; nil where there is no coding or one that is not understood.
    ///
    /// - Shape: bytes that break off, or are no such coding, give what could be read before.
    static func decode(_ bytes: [UInt8], codings: [String], limit: Int = WitnessedBody.longestPrefix) -> [UInt8]? {
        var content = bytes
        var isDecoded = false
        for coding in codings.reversed() {
            switch coding.lowercased() {
            case "identity": continue
            case "gzip", "x-gzip": content = inflate(content, window: Window.gzip, limit: limit)
            case "deflate":
                let wrapped = inflate(content, window: Window.zlib, limit: limit)
                content = wrapped.isEmpty ? inflate(content, window: Window.bare, limit: limit) : wrapped
            default: return nil
            }
            isDecoded = true
        }
        return isDecoded ? content : nil
    }

    /// The window sizes by which zlib is told the format (zlib.h, inflateInit2).
    private enum Window {
        static let bare: Int32 = -15
        static let zlib: Int32 = 15
        static let gzip: Int32 = 15 + 16
    }

    private static func inflate(_ bytes: [UInt8], window: Int32, limit: Int) -> [UInt8] {
        var stream = z_stream()
        guard inflateInit2_(&stream, window, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return []
        }
        defer { inflateEnd(&stream) }
        var input = bytes
        return input.withUnsafeMutableBufferPointer { input in
            [UInt8](unsafeUninitializedCapacity: limit) { output, count in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(clamping: input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(clamping: output.count)
                // Whatever it says of the rest, what was written so far is content.
                _ = CZlib.inflate(&stream, Z_SYNC_FLUSH)
                count = output.count - Int(stream.avail_out)
            }
        }
    }
}
