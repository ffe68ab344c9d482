// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import CZlib

/// Decompresses bytes piece by piece.
public final class Inflater {
    private let stream: ByteStream

    /// Begins a stream.
    ///
    /// - Throws: `DeflateError` with `.unusableFormat`.
    public init(_ format: DeflateFormat) throws(DeflateError) {
        stream = try ByteStream(
            begin: { inflateInit2_($0, format.window, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) },
            end: inflateEnd)
    }

    /// What a piece decompresses to, at most `limit` bytes of it; broken bytes give what could be read before them.
    public func decompress(_ bytes: [UInt8], limit: Int) -> (bytes: [UInt8], isSound: Bool) {
        let (output, code) = stream.run(bytes, limit: limit) { inflate($0, Z_SYNC_FLUSH) }
        // Z_BUF_ERROR: all is read, and the last piece of room was filled to the brim.
        return (output, [Z_OK, Z_STREAM_END, Z_BUF_ERROR].contains(code) && output.count < limit)
    }

    /// Forgets what came before.
    public func forget() { stream.reset(inflateReset) }
}
