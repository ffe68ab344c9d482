// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import Wire

/// Finds any of many secrets in bytes, in one pass.
///
/// Each position's next eight bytes are hashed into a table of 65,536 bits; only where the bit is set are
/// the candidates compared. 500 secrets in 5 forms over 1 MB cost about as much as reading the bytes twice.
struct CanarySearch: Sendable {
    /// A secret that was found.
    struct Hit: Sendable, Hashable {
        let canary: Canary
        let offset: Int
        let length: Int
    }

    private struct Pattern: Sendable {
        let bytes: [UInt8]
        let canary: Canary
    }

    private var filter = [UInt64](repeating: 0, count: 1024)
    private var patterns: [UInt64: [Pattern]] = [:]

    /// Secrets of fewer than eight bytes are not searched for.
    init(_ canaries: [Canary]) {
        var known: Set<[UInt8]> = []
        for canary in canaries where canary.value.utf8.count >= CanaryForms.shortest {
            for form in CanaryForms.of(canary.value) where known.insert(form).inserted {
                let key = form.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
                patterns[key, default: []].append(Pattern(bytes: form, canary: canary))
                let bit = Self.hash(key)
                filter[bit >> 6] |= 1 << UInt64(bit & 63)
            }
        }
    }

    /// All secrets in `bytes`, in order of their offsets.
    func hits(in bytes: [UInt8]) -> [Hit] {
        guard bytes.count >= CanaryForms.shortest, !patterns.isEmpty else { return [] }
        var hits: [Hit] = []
        bytes.withUnsafeBytes { buffer in
            filter.withUnsafeBufferPointer { filter in
                for offset in 0...(buffer.count - CanaryForms.shortest) {
                    let key = buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                    let bit = Self.hash(key)
                    guard filter[bit >> 6] & (1 << UInt64(bit & 63)) != 0, let found = patterns[key] else { continue }
                    for pattern in found where Self.fits(pattern.bytes, buffer, offset) {
                        hits.append(Hit(canary: pattern.canary, offset: offset, length: pattern.bytes.count))
                    }
                }
            }
        }
        return hits
    }

    private static func fits(_ bytes: [UInt8], _ buffer: UnsafeRawBufferPointer, _ offset: Int) -> Bool {
        offset + bytes.count <= buffer.count && buffer[offset..<(offset + bytes.count)].elementsEqual(bytes)
    }

    /// Fibonacci hashing: the upper 16 bits of the product with 2^64 / φ.
    private static func hash(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 48)
    }
}
