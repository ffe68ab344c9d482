// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore
public import Wire

/// A request that asks a recording for its answer.
public struct PlayedRequest: Sendable {
    /// Its head as it travelled.
    public var head: RequestHead
    /// Its whole body, without transfer coding.
    public var body: ByteBuffer

    /// Makes a request.
    public init(head: RequestHead, body: ByteBuffer = ByteBuffer()) {
        self.head = head
        self.body = body
    }
}

/// What a recording has for a request.
public enum PlaybackResult: Sendable {
    /// This answer.
    case answer(PlayedAnswer)
    /// This answer, whose status is 101, and then a socket.
    case socket(PlayedAnswer, PlayedSocket)
    /// Nothing.
    case unmatched(UnmatchedRequest)
}

/// An answer out of a recording, its slots filled and its dates moved to now.
///
/// - Units: delays are in microseconds as recorded; whoever plays scales them.
public struct PlayedAnswer: Sendable {
    /// The number of the recorded exchange.
    public var exchange: Int64
    /// The answers before the final one.
    public var interims: [ResponseHead]
    /// How long after the end of the request the answer's head came.
    public var delay: Int64
    /// The answer's head, nil where the connection ended without an answer.
    public var head: ResponseHead?
    /// The answer's body.
    public var body: PlayedBody
    /// The answer's trailers.
    public var trailers: HeaderList
    /// How the exchange ended and is to end now, nil where it was under way when the recording ended.
    public var outcome: RecordedOutcome?
}

/// The body of an answer, block by block, so that a large one is never held as a whole.
public struct PlayedBody: Sendable {
    /// One piece as it arrived when it was recorded.
    public struct Piece: Sendable, Hashable {
        /// How long after the piece before it, or the answer's head.
        public var delay: Int64
        /// Its bytes.
        public var size: Int
    }

    /// How many bytes it has.
    public let length: Int
    /// The pieces in which it arrived; none where it came at once.
    public let pieces: [Piece]
    /// How many blocks it has.
    public let blockCount: Int
    private let source: @Sendable (Int) throws -> ByteBuffer

    init(length: Int, pieces: [Piece], blockCount: Int, source: @escaping @Sendable (Int) throws -> ByteBuffer) {
        self.length = length
        self.pieces = pieces
        self.blockCount = blockCount
        self.source = source
    }

    init(_ bytes: ByteBuffer, pieces: [Piece] = []) {
        self.init(length: bytes.readableBytes, pieces: pieces, blockCount: bytes.readableBytes > 0 ? 1 : 0) { _ in bytes
        }
    }

    /// One block, the first one being 0.
    public func block(_ number: Int) throws -> ByteBuffer { try source(number) }

    /// The whole body.
    public func whole() throws -> ByteBuffer {
        guard blockCount != 1 else { return try block(0) }
        var whole = ByteBuffer()
        for number in 0..<blockCount {
            var block = try block(number)
            whole.writeBuffer(&block)
        }
        return whole
    }
}
