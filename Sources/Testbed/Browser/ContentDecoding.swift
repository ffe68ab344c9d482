// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Deflate
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
            case "gzip", "x-gzip": content = inflate(content, as: .gzip, limit: limit)
            case "deflate":
                let wrapped = inflate(content, as: .zlib, limit: limit)
                content = wrapped.isEmpty ? inflate(content, as: .bare(windowBits: 15), limit: limit) : wrapped
            default: return nil
            }
            isDecoded = true
        }
        return isDecoded ? content : nil
    }

    /// What zlib could read; the rest says nothing.
    private static func inflate(_ bytes: [UInt8], as format: DeflateFormat, limit: Int) -> [UInt8] {
        do throws(DeflateError) {
            return try Inflater(format).decompress(bytes, limit: limit).bytes
        } catch {
            return []
        }
    }
}
