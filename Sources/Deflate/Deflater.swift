// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import CZlib

/// Compresses bytes piece by piece, with what came before as its dictionary.
///
/// ```swift
/// let gzipped = try Deflater.compress(bytes, as: .gzip)
/// ```
public final class Deflater {
    private let stream: ByteStream

    /// Begins a stream.
    ///
    /// - Throws: `DeflateError` with `.unusableFormat`.
    public init(_ format: DeflateFormat) throws(DeflateError) {
        stream = try ByteStream(
            begin: {
                deflateInit2_(
                    $0, Z_DEFAULT_COMPRESSION, Z_DEFLATED, format.window, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                    Int32(MemoryLayout<z_stream>.size))
            }, end: deflateEnd)
    }

    /// All that a piece compresses to, up to a byte boundary.
    ///
    /// - Shape: ends in the octets 00 00 ff ff, unless the piece is the last one.
    /// - Source: zlib.h, `Z_SYNC_FLUSH` and `Z_FINISH`.
    public func compress(_ bytes: [UInt8], isLast: Bool = false) -> [UInt8] {
        stream.run(bytes, limit: .max) { deflate($0, isLast ? Z_FINISH : Z_SYNC_FLUSH) }.bytes
    }

    /// Forgets what came before.
    public func forget() { stream.reset(deflateReset) }

    /// Compresses all there is at once.
    ///
    /// - Throws: `DeflateError` with `.unusableFormat`.
    public static func compress(_ bytes: [UInt8], as format: DeflateFormat) throws(DeflateError) -> [UInt8] {
        try Deflater(format).compress(bytes, isLast: true)
    }
}
