// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import RESP
import Testing
import Transport
import Wire

@testable import SessionProxy

/// The control side of the proxy on a real Redis.
@Suite(.enabled(if: RedisServer.isInstalled, "\(RedisServer.absence)"))
struct RedisProxyTests {
    /// The status with which a session is refused; nil where it is found.
    private func refusal(_ stage: ControlStage, _ ticket: SessionTicket) async -> Int? {
        do {
            return try await stage.keeper.load(ticket) == nil ? 401 : nil
        } catch {
            return (error as? ProxyError)?.status
        }
    }

    @Test func withoutItsStoreTheProxyFailsClosedAndRecovers() async throws {
        try await RedisServer.with { server async throws in
            let stage = try ControlStage(store: RedisSessionStore(server.client()))
            let ticket = try await stage.signedIn().requiredTicket()
            // As after a restart of the proxy: memory knows nobody.
            stage.keeper.cache.remove(ticket.id)
            server.kill()
            #expect(await refusal(stage, ticket) == 503)
            #expect(await stage.browser().send("GET", "/readyz").status == 503)
            #expect(try await stage.browser().signIn("ben").status == 503)
            try await server.startAgain()
            #expect(await refusal(stage, ticket) == nil)
            #expect(await stage.browser().send("GET", "/readyz").status == 200)
            #expect(try await stage.browser().signIn("ben").status == 303)
            await stage.store.close()
        }
    }

    @Test(arguments: [("SET", "garbage"), ("SET", "1 1 1\n"), ("SET", ""), ("RPUSH", "1"), ("SADD", "1")])
    func whatAnotherHandPutInASessionsPlaceIsNoSession(_ command: String, _ value: String) async throws {
        try await RedisServer.with { server async throws in
            let stage = try ControlStage(store: RedisSessionStore(server.client()))
            let ticket = try await stage.signedIn().requiredTicket()
            let name = Base64.encode(StoredSession.Key(ticket.id).octets, urlSafe: true, padded: false)
            let (key, aside) = ("tenantless:session:" + name, "aside")
            _ = try await server.say("RENAME", key, aside)
            _ = try await server.say(command, key, value)
            stage.keeper.cache.remove(ticket.id)
            #expect(await refusal(stage, ticket) == 503)
            #expect(try await stage.browser().signIn("ben").status == 303)
            _ = try await server.say("RENAME", aside, key)
            #expect(await refusal(stage, ticket) == nil)
            await stage.store.close()
        }
    }

    @Test func aSecondProxyServesTheSessionsOfTheFirst() async throws {
        try await RedisServer.with { server async throws in
            let first = try ControlStage(store: RedisSessionStore(server.client()))
            let second = try ControlStage(store: RedisSessionStore(server.client()))
            let ticket = try await first.signedIn().requiredTicket()
            let session = try #require(try await second.keeper.load(ticket))
            #expect(session.subject.email == "ana@example.com")
            try await second.keeper.end(session, .loggedOut)
            first.keeper.cache.remove(ticket.id)
            #expect(await refusal(first, ticket) == 401)
            await first.store.close()
            await second.store.close()
        }
    }

    @Test func aDumpOfTheServerTellsNothing() async throws {
        try await RedisServer.with { server async throws in
            let stage = try ControlStage(store: RedisSessionStore(server.client()))
            let browser = stage.browser()
            _ = try await browser.signIn { $0["sid"] = "sign-in-canary" }
            _ = try await stage.keeper.csrfToken(for: try await browser.session(), refresh: false)
            stage.keeper.persist(try await browser.session())
            await stage.keeper.archive.flush()
            guard case .array(let keys) = try await server.say("KEYS", "*") else { return #expect(Bool(false)) }
            #expect(keys.count == 3)
            let ticket = try browser.requiredTicket()
            let secrets = [
                "sid-canary", "csrf-cookie", "token-1", "ana", "session-secret-canary", "sign-in-canary",
                ticket.id.text, ticket.secret.text,
            ]
            for key in keys.compactMap(\.string) {
                let value = try await content(of: key, server)
                for secret in secrets.map({ Array($0.utf8) }) + [ticket.id.octets] {
                    #expect(!key.utf8.contains(secret) && !value.readableBytesView.contains(secret))
                }
            }
            await stage.store.close()
        }
    }

    /// What a key holds: a value, or the members of a sorted set in a row.
    private func content(of key: String, _ server: RedisServer) async throws -> ByteBuffer {
        if key.hasPrefix("tenantless:session:") { return try await server.say("GET", key).bytes ?? ByteBuffer() }
        guard case .array(let members) = try await server.say("ZRANGE", key, "0", "-1") else { return ByteBuffer() }
        return ByteBuffer(string: members.compactMap(\.string).joined(separator: " "))
    }
}
