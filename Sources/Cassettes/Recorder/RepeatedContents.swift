// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore

/// The small contents without a secret that came last: one that comes again is compared, which is less work than to hash
/// and to search it.
struct RepeatedContents {
    private struct Met {
        let content: ByteBuffer
        let id: Int64
        /// How many texts were known to be secret when it held none of them.
        let secrets: Int
    }

    private var places = [Met?](repeating: nil, count: 256)

    /// The row of a content that is known to hold none of so many secrets.
    func id(of content: ByteBuffer, among secrets: Int) -> Int64? {
        guard content.readableBytes <= Self.mostBytes, let met = places[place(of: content)],
            met.secrets == secrets, met.content == content
        else { return nil }
        return met.id
    }

    /// Takes notice of the row of a content that holds none of so many secrets.
    mutating func note(_ content: ByteBuffer, id: Int64, among secrets: Int) {
        guard content.readableBytes <= Self.mostBytes else { return }
        let alone = ByteBuffer(bytes: content.readableBytesView)
        places[place(of: content)] = Met(content: alone, id: id, secrets: secrets)
    }

    /// Chosen by the length and by what stands at both ends and in the middle.
    private func place(of content: ByteBuffer) -> Int {
        content.withUnsafeReadableBytes { bytes in
            guard bytes.count >= 8 else { return bytes.count }
            var mixed = UInt64(bytes.count)
            for position in [0, bytes.count / 2 - 4, bytes.count - 8] {
                mixed = (mixed ^ bytes.words(at: position)) &* Self.multiplier
            }
            return Int(mixed >> 56)
        }
    }

    private static let mostBytes = 8 * 1024
    /// 2^64 by the golden ratio, which spreads what differs in few bits.
    private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
}
