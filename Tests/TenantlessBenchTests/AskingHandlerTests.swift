// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import NIOEmbedded
import Testing
import Transport
import Wire

@testable import TenantlessBench

/// The browser's end of a measured socket, octet by octet.
@Suite struct AskingHandlerTests {
    private let message = MeasuredMessage(octets: 5)
    private let channel = EmbeddedChannel()
    private let over: EventLoopPromise<Int>
    private let opened: EventLoopPromise<Void>
    private let accepted = ByteBuffer(string: "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n")

    init() {
        over = channel.eventLoop.makePromise()
        opened = channel.eventLoop.makePromise()
    }

    /// Joins a crowd that asks so often, and hears this of the handshake.
    private func join(questions: Int?, inFlight: Int = 1, hearing answer: ByteBuffer) throws -> AskingCrowd {
        let crowd = AskingCrowd(message: message, inFlight: inFlight, questions: questions, over: over)
        let handshake = RequestHead(method: "GET", target: "/app/1", headers: ["Host": "a"])
        try channel.pipeline.syncOperations.addHandler(AskingHandler(crowd, handshake: handshake, opened: opened))
        try channel.connect(to: .init(unixDomainSocketPath: "/unused")).wait()
        #expect(try sent().map(String.init(buffer:)) == "GET /app/1 HTTP/1.1\r\nHost: a\r\n\r\n")
        try channel.writeInbound(answer)
        return crowd
    }

    private func sent() throws -> ByteBuffer? { try channel.readOutbound(as: ByteBuffer.self) }

    @Test func itAsksAsOftenAsItIsAnsweredUntilAllIsAsked() throws {
        let crowd = try join(questions: 3, inFlight: 2, hearing: accepted)
        try opened.futureResult.wait()
        #expect(try sent() == nil)
        crowd.begin()
        #expect(try sent() == message.question.times(2))
        try channel.writeInbound(message.answer)
        #expect(try sent() == message.question)
        try channel.writeInbound(message.answer.times(2))
        #expect(try sent() == nil)
        #expect(try over.futureResult.wait() == 3)
    }

    @Test func withoutANumberItAsksUntilTheEnd() throws {
        let crowd = try join(questions: nil, hearing: accepted)
        crowd.begin()
        for _ in 0..<5 {
            #expect(try sent() == message.question)
            try channel.writeInbound(message.answer)
        }
        crowd.end()
        #expect(try over.futureResult.wait() == 5)
    }

    @Test func anotherAnswerThanAskedForSpoilsTheFigure() throws {
        let crowd = try join(questions: 1, hearing: accepted)
        crowd.begin()
        try channel.writeInbound(ByteBuffer(bytes: [0x88, 0]))
        #expect(throws: TransportError.self) { try over.futureResult.wait() }
    }

    @Test func aSocketThatEndsSpoilsTheFigure() throws {
        let crowd = try join(questions: nil, hearing: accepted)
        crowd.begin()
        try channel.close().wait()
        #expect(throws: TransportError.self) { try over.futureResult.wait() }
    }

    @Test func aHandshakeThatIsRefusedIsTold() throws {
        _ = try join(questions: 1, hearing: ByteBuffer(string: "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"))
        #expect(throws: TransportError.self) { try opened.futureResult.wait() }
    }
}
