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
    /// The methods that the client asked for on its socket, by the literals of their ids.
    public var asked: [String: String]

    /// Makes an answer.
    public init(
        head: ResponseHead?, body: ByteBuffer = ByteBuffer(), socketEnd: RecordedSocketEnd? = nil,
        messages: [ByteBuffer] = [], asked: [String: String] = [:]
    ) {
        self.head = head
        self.body = body
        self.socketEnd = socketEnd
        self.messages = messages
        self.asked = asked
    }

    /// The answer of a recorded exchange.
    public init(_ exchange: StoredExchange, in cassette: Cassette) throws {
        head = exchange.answer
        body = try cassette.body(exchange.responseBody, limit: Self.longestBody)
        socketEnd = exchange.isSocket ? try cassette.socketEnd(of: exchange.id)?.end : nil
        messages = []
        asked = [:]
        guard exchange.isSocket else { return }
        for frame in try cassette.frames(of: exchange.id).map(\.frame)
        where frame.opcode == FrameOpcode.text.rawValue && frame.fin {
            if frame.side == .server {
                messages.append(frame.payload)
            } else if let message = EngineMessage(Array(frame.payload.readableBytesView)), let id = message.id {
                asked[id] = message.method
            }
        }
    }

    /// A body beyond this is compared by its type only.
    public static let longestBody = 8 << 20
}
