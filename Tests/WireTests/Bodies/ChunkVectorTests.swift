// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Wire

/// Every vector of chunks.json, whole and in pieces.
struct ChunkVectorTests {
    static let vectors = Vector.load("chunks.json")

    @Test(arguments: vectors, [1, 2, 3, Int.max])
    func bodyIsReadAsTheVectorSays(_ vector: Vector, piece: Int) {
        let expected = vector.errorCode.map(Outcome.error) ?? .value(ReadBody(vector.expect))
        #expect(ReadBody.read(vector.input, pieces: piece) == expected)
    }
}

/// What came out of a chunked body.
struct ReadBody: Equatable, Sendable {
    var body: String
    var rest: String
    var trailers: HeaderList

    init(_ expect: JSONValue) {
        body = expect["body"]?.stringValue ?? ""
        rest = expect["rest"]?.stringValue ?? ""
        trailers = HeaderList(
            (expect["trailers"]?.arrayValue ?? []).map { ($0[0]?.stringValue ?? "", $0[1]?.stringValue ?? "") })
    }

    static func read(_ bytes: [UInt8], pieces: Int) -> Outcome<ReadBody> {
        Outcome {
            var reader = BodyReader(.chunked)
            var result = ReadBody(.null)
            var source = ByteBuffer(bytes: bytes)
            while var piece = source.readSlice(length: min(pieces, source.readableBytes)), piece.readableBytes > 0 {
                if var payload = try reader.read(&piece) { result.body += payload.readOctets() }
                result.rest += piece.readOctets()
            }
            try reader.end()
            result.trailers = reader.trailers
            return result
        }
    }
}

struct BodyReaderTests {
    @Test func countedBodyLeavesWhatFollows() throws {
        var reader = BodyReader(.length(3))
        var buffer = ByteBuffer(string: "ab")
        #expect(try reader.read(&buffer) == ByteBuffer(string: "ab"))
        #expect(!reader.isFinished)
        buffer = ByteBuffer(string: "cde")
        #expect(try reader.read(&buffer) == ByteBuffer(string: "c"))
        #expect(reader.isFinished)
        #expect(try reader.read(&buffer) == nil)
        #expect(buffer == ByteBuffer(string: "de"))
        try reader.end()
    }

    @Test func bodyUntilCloseEndsWithTheConnection() throws {
        var reader = BodyReader(.untilClose)
        var buffer = ByteBuffer(string: "ab")
        #expect(try reader.read(&buffer) == ByteBuffer(string: "ab"))
        #expect(!reader.isFinished)
        try reader.end()
        #expect(reader.isFinished)
    }

    @Test(arguments: [BodyFraming.length(1), .chunked])
    func connectionThatEndsTooEarlyIsAnError(_ framing: BodyFraming) {
        var reader = BodyReader(framing)
        #expect(throws: WireError.self) { try reader.end() }
    }

    @Test(arguments: [BodyFraming.none, .length(0)])
    func bodyOfNothingIsFinishedAtOnce(_ framing: BodyFraming) throws {
        var reader = BodyReader(framing)
        var buffer = ByteBuffer(string: "x")
        #expect(reader.isFinished)
        #expect(try reader.read(&buffer) == nil)
        #expect(buffer.readableBytes == 1)
    }
}
