// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import RESP

/// Which answer goes to whom, without a socket and without a clock.
@Suite struct RESPPipelineTests {
    /// A pipeline on a loop whose time stands still until it is told to pass.
    final class Rig {
        let loop = EmbeddedEventLoop()
        let channel: EmbeddedChannel
        let events = Events()
        let life = RESPConnectionLife()

        init(limit: Int = 100, followsChannels: Bool = false) throws {
            channel = EmbeddedChannel(loop: loop)
            var onEvent: (@Sendable (RESPChannelEvent) -> Void)?
            if followsChannels { onEvent = { [events] in events.append($0) } }
            let handler = RESPPipeline(patience: .seconds(2), limit: limit, life: life, onEvent: onEvent)
            try channel.pipeline.syncOperations.addHandler(handler)
            try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        }

        /// Calls, and returns what will be known of it.
        func call(_ names: String..., whenDone: @escaping () -> Void = {}) -> Outcome {
            let promise = loop.makePromise(of: [RESPValue].self)
            let outcome = Outcome()
            promise.futureResult.assumeIsolated().whenComplete { result in
                outcome.end(result)
                whenDone()
            }
            channel.write(RESPCall(commands: names.map { RESPCommand($0) }, answers: promise), promise: nil)
            return outcome
        }

        func answer(_ text: String) throws {
            try channel.writeInbound(ByteBuffer(string: text))
        }

        /// Everything that was written since the last time.
        func written() throws -> String {
            loop.run()
            var text = ""
            while let bytes = try channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: bytes) }
            return text
        }
    }

    /// What happened on channels.
    final class Events: Sendable {
        private let taken = Mutex<[RESPChannelEvent]>([])
        var values: [RESPChannelEvent] { taken.withLock { $0 } }
        func append(_ value: RESPChannelEvent) { taken.withLock { $0.append(value) } }
    }

    /// What became of a call.
    final class Outcome: Sendable {
        private let ended = Mutex<Result<[RESPValue], any Error>?>(nil)
        var result: Result<[RESPValue], any Error>? { ended.withLock { $0 } }
        func end(_ result: Result<[RESPValue], any Error>) { ended.withLock { $0 = result } }
        var answers: [RESPValue]? { try? result?.get() }
        var failure: RESPError.Code? {
            guard case .failure(let error)? = result else { return nil }
            return (error as? RESPError)?.code
        }
    }

    @Test func answersGoToTheCallsInTheirOrder() throws {
        let rig = try Rig()
        let (first, second, third) = (rig.call("A"), rig.call("B", "C"), rig.call("D"))
        #expect(try rig.written() == "*1\r\n$1\r\nA\r\n*1\r\n$1\r\nB\r\n*1\r\n$1\r\nC\r\n*1\r\n$1\r\nD\r\n")
        try rig.answer("+a\r\n+b\r\n")
        #expect(first.answers == [.simple("a")] && second.result == nil)
        try rig.answer("-ERR c\r\n:4\r\n")
        #expect(second.answers == [.simple("b"), .error("ERR c")] && third.answers == [.integer(4)])
    }

    @Test func anAnswerInPiecesIsPutTogether() throws {
        let rig = try Rig()
        let outcome = rig.call("GET")
        for octet in "$5\r\nhello\r".utf8 { try rig.answer(String(Unicode.Scalar(octet))) }
        #expect(outcome.result == nil)
        try rig.answer("\n")
        #expect(outcome.answers == [.bulk(ByteBuffer(string: "hello"))])
    }

    @Test func aLateAnswerEndsTheConnectionAndEveryCall() throws {
        let rig = try Rig()
        let first = rig.call("A") { #expect(rig.life.isOver, "Who fails may try again at once.") }
        rig.loop.advanceTime(by: .seconds(1))
        let second = rig.call("B")
        rig.loop.advanceTime(by: .milliseconds(999))
        #expect(first.result == nil)
        rig.loop.advanceTime(by: .milliseconds(1))
        #expect(first.failure == .timedOut && second.failure == .timedOut && !rig.channel.isActive)
    }

    @Test func whoWasAnsweredIsNotLate() throws {
        let rig = try Rig()
        let first = rig.call("A")
        rig.loop.advanceTime(by: .seconds(1))
        let second = rig.call("B")
        try rig.answer("+a\r\n")
        rig.loop.advanceTime(by: .milliseconds(1500))
        #expect(first.answers != nil && second.result == nil && rig.channel.isActive)
        try rig.answer("+b\r\n")
        rig.loop.advanceTime(by: .seconds(60))
        #expect(second.answers != nil && rig.channel.isActive)
    }

    @Test(arguments: [("+nobody asked\r\n", RESPError.Code.unexpected), ("?\r\n", .unknownType)])
    func whatMakesThePairingDoubtfulEndsTheConnection(_ octets: String, _ code: RESPError.Code) throws {
        let rig = try Rig()
        let answered = rig.call("A")
        try rig.answer("+a\r\n" + octets)
        #expect(answered.answers == [.simple("a")] && !rig.channel.isActive)
        let garbled = try Rig()
        let waiting = garbled.call("A")
        try garbled.answer("!" + octets)
        #expect(waiting.failure == .unknownType)
    }

    @Test func theEndOfTheConnectionEndsEveryCall() throws {
        let rig = try Rig()
        let (first, second) = (rig.call("A"), rig.call("B"))
        rig.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(first.failure == .connectionLost && second.failure == .connectionLost && !rig.channel.isActive)
    }

    @Test func moreCallsThanMayWaitAreRefused() throws {
        let rig = try Rig(limit: 1)
        let (first, second) = (rig.call("A"), rig.call("B"))
        #expect(second.failure == .overloaded)
        try rig.answer("+a\r\n")
        #expect(first.answers == [.simple("a")])
        let third = rig.call("C")
        try rig.answer("+c\r\n")
        #expect(third.answers == [.simple("c")])
    }

    @Test func messagesOfAChannelComeBesideAnswers() throws {
        let rig = try Rig(followsChannels: true)
        let message = "*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$1\r\nx\r\n"
        let subscribed = rig.call("SUBSCRIBE")
        try rig.answer("*3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n" + message)
        #expect(subscribed.answers?.count == 1)
        let pong = rig.call("PING")
        try rig.answer(message + "*2\r\n$4\r\npong\r\n$0\r\n\r\n" + message)
        #expect(pong.answers == [.array([.bulk(ByteBuffer(string: "pong")), .bulk(ByteBuffer())])])
        #expect(rig.events.values == [.following] + Array(repeating: .message(ByteBuffer(string: "x")), count: 3))
    }
}
