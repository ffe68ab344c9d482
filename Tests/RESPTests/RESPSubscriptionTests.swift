// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Synchronization
import Testing
import Transport

@testable import RESP

/// Following a channel, over losses of the connection.
@Suite(.timeLimit(.minutes(2))) struct RESPSubscriptionTests {
    private static func message(_ text: String) -> String {
        "*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$\(text.utf8.count)\r\n\(text)\r\n"
    }

    private static let subscribed = "*3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n"

    @Test func messagesComeAfterTheWordThatTheyWill() async throws {
        let answering: ScriptedServer.Answering = { command in
            command.first == "SUBSCRIBE" ? Self.subscribed + Self.message("one") + Self.message("two") : "+PONG\r\n"
        }
        try await ScriptedServer.with(answering: answering) { server async throws in
            let client = RESPClient(server.settings(), group: EventLoops.shared)
            var events = client.follow("c").makeAsyncIterator()
            #expect(await events.next() == .following)
            #expect(await events.next() == .message(ByteBuffer(string: "one")))
            #expect(await events.next() == .message(ByteBuffer(string: "two")))
            #expect(server.commands.last == ["SUBSCRIBE", "c"])
            await client.close()
        }
    }

    @Test func aLostConnectionIsReplacedAndTheGapIsTold() async throws {
        let answering: ScriptedServer.Answering = { command in
            switch command.first {
            case "SUBSCRIBE": Self.subscribed
            default: "+PONG\r\n"
            }
        }
        try await ScriptedServer.with(answering: answering) { server async throws in
            let client = RESPClient(server.settings(), group: EventLoops.shared)
            var events = client.follow("c").makeAsyncIterator()
            #expect(await events.next() == .following)
            await server.dropConnections()
            #expect(await events.next() == .following)
            #expect(server.connections == 2)
            await client.close()
        }
    }

    @Test func aRefusalIsTriedAgain() async throws {
        let refusals = Mutex(2)
        let answering: ScriptedServer.Answering = { command in
            guard command.first == "SUBSCRIBE" else { return "+PONG\r\n" }
            return refusals.withLock { refusals in
                defer { refusals -= 1 }
                return refusals > 0 ? "-NOPERM no\r\n" : Self.subscribed
            }
        }
        try await ScriptedServer.with(answering: answering) { server async throws in
            let client = RESPClient(server.settings(), group: EventLoops.shared)
            var events = client.follow("c").makeAsyncIterator()
            #expect(await events.next() == .following)
            #expect(server.connections == 3)
            await client.close()
        }
    }
}
