// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What stands around the compressed bytes.
///
/// - Source: RFC 1951 (bare), RFC 1950 (zlib), RFC 1952 (gzip).
public enum DeflateFormat: Sendable, Hashable {
    /// Nothing; the window has two to the power of so many bytes.
    case bare(windowBits: Int)
    /// A head of two bytes and a checksum.
    case zlib
    /// A head of ten bytes, a checksum and the length.
    case gzip

    /// By which zlib is told the format: zlib.h, `deflateInit2` and `inflateInit2`.
    var window: Int32 {
        switch self {
        case .bare(let bits): -Int32(clamping: bits)
        case .zlib: 15
        case .gzip: 15 + 16
        }
    }
}
