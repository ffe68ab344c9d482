// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore

extension Redactor {
    /// Puts marks in the place of the secrets of a row.
    mutating func redact(_ row: inout RowBuffer, user: Int?) {
        let places = row.bytes.withUnsafeReadableBytes { marks(in: $0, user: user) }
        if !places.isEmpty { row.replace(places) }
    }

    /// Takes from a body what may be stored, with marks in the place of secrets.
    ///
    /// - Shape: unless it is the last, the end is held back as far as a secret may reach over it: a line that has not
    ///   ended, for no secret has a line feed in it, or the longest secret where lines are longer than that.
    mutating func redact(_ body: inout BodyInFlight, isLast: Bool, user: Int?) -> ByteBuffer {
        let places = body.pending.withUnsafeReadableBytes { marks(in: $0, user: user) }
        let count = body.pending.readableBytes
        var cut = count - (isLast ? 0 : held(body.pending))
        if let last = places.last(where: { $0.range.lowerBound < cut }), last.range.upperBound > cut {
            cut = last.range.lowerBound
        }
        let taken = body.take(holding: count - cut)
        return Self.replacing(places.filter { $0.range.upperBound <= cut }, in: taken)
    }

    /// Puts marks in the place of the secrets of one message that travelled in those fragments.
    mutating func redact(_ fragments: [ByteBuffer], user: Int?) -> [ByteBuffer] {
        var whole = ByteBuffer()
        var ends: [Int] = []
        if fragments.count == 1 {
            whole = fragments[0]
        } else {
            for fragment in fragments {
                whole.writeImmutableBuffer(fragment)
                ends.append(whole.readableBytes)
            }
        }
        let places = whole.withUnsafeReadableBytes { marks(in: $0, user: user) }
        guard !places.isEmpty else { return fragments }
        guard fragments.count > 1 else { return [Self.replacing(places, in: whole)] }
        var start = 0
        return ends.map { end in
            defer { start = end }
            let range = start..<end
            let mine: [(range: Range<Int>, mark: [UInt8])] = places.compactMap { place in
                guard place.range.overlaps(range) else { return nil }
                let here = place.range.clamped(to: range)
                // The whole mark stands in the fragment where the secret began; the others lose their share of it.
                let mark = range.contains(place.range.lowerBound) ? place.mark : []
                return (here.lowerBound - start..<here.upperBound - start, mark)
            }
            let fragment = whole.getSlice(at: whole.readerIndex + start, length: end - start) ?? ByteBuffer()
            return Self.replacing(mine, in: fragment)
        }
    }

    private func held(_ bytes: ByteBuffer) -> Int {
        let longest = max(book.finder.longest, SecretFinder.longestToken)
        let tail = bytes.readableBytesView.suffix(longest)
        guard let lineEnd = tail.lastIndex(of: UInt8(ascii: "\n")) else { return tail.count }
        return tail.endIndex - lineEnd - 1
    }

    private static func replacing(
        _ places: [(range: Range<Int>, mark: [UInt8])], in bytes: ByteBuffer
    ) -> ByteBuffer {
        guard !places.isEmpty else { return bytes }
        var replaced = ByteBuffer()
        var position = 0
        bytes.withUnsafeReadableBytes { octets in
            for place in places {
                replaced.writeBytes(octets[position..<place.range.lowerBound])
                replaced.writeBytes(place.mark)
                position = place.range.upperBound
            }
            replaced.writeBytes(octets[position...])
        }
        return replaced
    }
}
