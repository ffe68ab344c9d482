// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Wire

/// No scanner traps, whatever it is given, and what it takes obeys a law.
struct FuzzTests {
    @Test(arguments: [HeadScanner.Kind.request, .response])
    func headInTwoPiecesIsReadLikeTheWhole(_ kind: HeadScanner.Kind) {
        let seeds = HeadVectorTests.vectors.map(\.input)
        var mutator = Mutator(seeds: seeds, words: DifferentialTests.words, seed: 11)
        var generator = SeededGenerator(seed: 12)
        for _ in 0..<1000 {
            let bytes = mutator.next()
            var scanner = HeadScanner(kind)
            let whole = scan(&scanner, bytes)
            let cut = Int.random(in: 0...bytes.count, using: &generator)
            let first = scan(&scanner, Array(bytes[..<cut]))
            #expect((first == .incomplete ? scan(&scanner, bytes) : first) == whole)
        }
    }

    @Test func chunkedBodyInTwoPiecesIsReadLikeTheWhole() {
        let seeds = ChunkVectorTests.vectors.map(\.input)
        var mutator = Mutator(seeds: seeds, words: DifferentialTests.words, seed: 13)
        for _ in 0..<1000 {
            let bytes = mutator.next()
            #expect(ReadBody.read(bytes, pieces: 3) == ReadBody.read(bytes, pieces: Int.max))
        }
    }

    @Test func everyFrameTakenIsWrittenBack() throws {
        var mutator = Mutator(seeds: FrameVectorTests.frames.map(\.hex), seed: 14)
        for _ in 0..<1000 {
            let bytes = mutator.next()
            guard let header = try? bytes.withUnsafeBytes({ try FrameHeader.parse($0) }) else { continue }
            var written = ByteBuffer()
            header.write(into: &written)
            #expect(Array(written.readableBytesView) == Array(bytes[..<header.headerLength]))
            var buffer = ByteBuffer(bytes: bytes)
            _ = try? Frame.parse(&buffer, limit: 1000)
            _ = try? CloseReason.parse(buffer)
        }
    }

    @Test func jarTakesAnyLineAndAnyStoredBytes() throws {
        let lines = Vector.load("cookies-set-cookie.json").map(\.input).filter { $0.count < 200 }
        var mutator = Mutator(seeds: lines, words: ["; Domain=", "; Max-Age=9", "; Expires=", "__Host-"], seed: 15)
        var jar = CookieJar()
        let origin = CookieOrigin(host: "x.t.example", path: "/a/b")
        for _ in 0..<1000 {
            let line = String(octets: mutator.next())
            jar.store(line, from: origin, now: 1000)
            _ = CookieHeader.parse(line).serialized
        }
        #expect(try CookieJar.decode(jar.encode()) == jar)
        var stored = Mutator(seeds: [Array(jar.encode().prefix(400))], seed: 16)
        for _ in 0..<1000 { _ = try? CookieJar.decode(stored.next()) }
    }

    @Test func everyTextTakenAsJSONIsReadBackTheSame() throws {
        let seeds = [#"{"a":[1,-2.5e+3,true,null,"x\u00e9\ud83d\ude00\n"],"b":{"c":{}}}"#, #"[[],[{}],""]"#].map(
            \.octets)
        var mutator = Mutator(seeds: seeds, words: ["\\u", "\"", "[", "}", "e9", "-0", ","], seed: 17)
        for _ in 0..<2000 {
            guard let value = try? JSONValue.parse(mutator.next()) else { continue }
            #expect(try JSONValue.parse(value.serialized()) == value)
        }
    }

    @Test func everyTextTakenAsBase64IsWhatTheEncoderWrites() {
        var mutator = Mutator(seeds: ["Zm9vYmE=", "Zg==", "-_8", ""].map(\.octets), words: ["=", "A"], seed: 18)
        for _ in 0..<1000 {
            let text = String(octets: mutator.next())
            if let bytes = Base64.decode(text) { #expect(Base64.encode(bytes) == text) }
            if let bytes = Base64.decode(text, urlSafe: true) {
                #expect([true, false].contains { Base64.encode(bytes, urlSafe: true, padded: $0) == text })
            }
            _ = PercentEncoding.parseForm(text)
        }
    }

    private func scan(_ scanner: inout HeadScanner, _ bytes: [UInt8]) -> Outcome<ScannedHead> {
        Outcome {
            try bytes.withUnsafeBytes { try scanner.scan($0) ? ScannedHead(scanner, $0) : nil }
        }
    }
}
