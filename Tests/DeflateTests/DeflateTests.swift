// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Deflate
import Testing

/// Compressed bytes, whole and piece by piece.
@Suite struct DeflateTests {
    static let text = Array(String(repeating: "the quick brown fox, ", count: 4000).utf8)

    @Test(arguments: [DeflateFormat.gzip, .zlib, .bare(windowBits: 15), .bare(windowBits: 9)])
    func whatWasCompressedComesBack(_ format: DeflateFormat) throws {
        for bytes in [Self.text, [], [0]] {
            let packed = try Deflater.compress(bytes, as: format)
            let unpacked = try Inflater(format).decompress(packed, limit: 1 << 20)
            #expect(unpacked.bytes == bytes && unpacked.isSound)
        }
        #expect(try Deflater.compress(Self.text, as: format).count < 2000)
    }

    @Test func formatsHaveTheirHeads() throws {
        #expect(try Deflater.compress(Self.text, as: .gzip).prefix(3) == [0x1f, 0x8b, 8])
        #expect(try Deflater.compress(Self.text, as: .zlib).first == 0x78)
    }

    @Test func piecesRememberWhatCameBeforeUntilTheyForget() throws {
        let deflater = try Deflater(.bare(windowBits: 15))
        let inflater = try Inflater(.bare(windowBits: 15))
        let message = (0..<600).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 &+ $0 / 7) }
        let sizes = try (0..<3).map { round in
            if round == 2 {
                deflater.forget()
                inflater.forget()
            }
            let piece = deflater.compress(message)
            #expect(piece.suffix(4) == [0, 0, 0xff, 0xff])
            let back = inflater.decompress(piece, limit: 1 << 20)
            try #require(back.bytes == message && back.isSound)
            return piece.count
        }
        #expect(sizes[1] < sizes[0] / 4 && sizes[2] == sizes[0])
    }

    @Test func brokenAndOverlongBytesAreNotSound() throws {
        let packed = try Deflater.compress(Self.text, as: .gzip)
        let cut = try Inflater(.gzip).decompress(Array(packed.prefix(packed.count / 2)), limit: 1 << 20)
        #expect(!cut.bytes.isEmpty && Self.text.starts(with: cut.bytes) && cut.bytes.count < Self.text.count)
        let long = try Inflater(.gzip).decompress(packed, limit: 1000)
        #expect(long.bytes == Array(Self.text.prefix(1000)) && !long.isSound)
        let broken = try Inflater(.bare(windowBits: 15)).decompress([0xff, 0xff, 0xff], limit: 1000)
        #expect(!broken.isSound)
    }

    @Test func windowsThatZlibHasNotAreRefused() {
        let error = #expect(throws: DeflateError.self) { try Deflater(.bare(windowBits: 3)) }
        #expect(error?.code == .unusableFormat)
    }
}
