// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore
public import Wire

/// An answer as far as its shape goes.
public struct DriftAnswer: Sendable {
    /// Its head, nil where there was no answer.
    public var head: ResponseHead?
    /// Its body without any coding.
    public var body: ByteBuffer
    /// How its socket ended, nil where there was none or it was open to the last.
    public var socketEnd: RecordedSocketEnd?
    /// The messages of the server on its socket.
    public var messages: [ByteBuffer]

    /// Makes an answer.
    public init(
        head: ResponseHead?, body: ByteBuffer = ByteBuffer(), socketEnd: RecordedSocketEnd? = nil,
        messages: [ByteBuffer] = []
    ) {
        self.head = head
        self.body = body
        self.socketEnd = socketEnd
        self.messages = messages
    }

    /// The answer of a recorded exchange.
    public init(_ exchange: StoredExchange, in cassette: Cassette) throws {
        head = exchange.answer
        body = try cassette.body(exchange.responseBody, limit: Self.longestBody)
        socketEnd = exchange.isSocket ? try cassette.socketEnd(of: exchange.id)?.end : nil
        messages =
            exchange.isSocket
            ? try cassette.frames(of: exchange.id).filter {
                $0.frame.side == .server && $0.frame.opcode == FrameOpcode.text.rawValue && $0.frame.fin
            }.map(\.frame.payload) : []
    }

    /// A body beyond this is compared by its type only.
    static let longestBody = 8 << 20
}
