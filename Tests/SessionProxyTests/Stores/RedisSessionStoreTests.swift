// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import RESP
import Testing
import Transport
import Wire

@testable import SessionProxy

/// What only a real Redis can do to a session store, and that the store recovers from it.
@Suite(.enabled(if: RedisServer.isInstalled, "\(RedisServer.absence)"))
struct RedisSessionStoreTests {
    private static func session(_ number: UInt64 = 1, sealed: [UInt8] = [1, 2, 3]) -> StoredSession {
        StoredSession(
            key: StoredSession.Key(SessionID(a: number, b: 7)), sealed: sealed,
            expiresAt: TimeSource.system.now() + 600_000, generation: 1)
    }

    private func problem(_ work: () async throws -> Void) async -> StoreProblem.Code? {
        do {
            try await work()
            return nil
        } catch {
            return (error as? StoreProblem)?.code
        }
    }

    /// The only key in the server.
    private func key(_ server: RedisServer) async throws -> String {
        guard case .array(let keys) = try await server.say("KEYS", "*") else { return "" }
        #expect(keys.count == 1)
        return keys.first?.string ?? ""
    }

    @Test func everythingIsStoredWithATimeToLive() async throws {
        try await RedisServer.with { server async throws in
            let store = RedisSessionStore(server.client())
            try await store.create(Self.session())
            _ = try await store.update([Self.session(sealed: [9])])
            let key = try await key(server)
            #expect(key.hasPrefix("tenantless:session:") && key.utf8.count == "tenantless:session:".utf8.count + 43)
            guard case .integer(let left) = try await server.say("PTTL", key) else { return #expect(Bool(false)) }
            #expect(left > 0 && left <= 600_000)
            await store.close()
        }
    }

    /// The server reads its data again, slowly enough to be asked meanwhile.
    @Test(.timeLimit(.minutes(10)))
    func whileTheServerLoadsNothingIsAbsentAndThenAllIsThere() async throws {
        try await RedisServer.with { server async throws in
            let store = RedisSessionStore(server.client())
            for number in 1...40 as ClosedRange<UInt64> {
                try await store.create(Self.session(number, sealed: Array(repeating: 7, count: 256)))
            }
            let slowly = [
                ("key-load-delay", "20000"), ("loading-process-events-interval-bytes", "1024"),
                ("rdbcompression", "no"),
            ]
            for (name, value) in slowly {
                #expect(try await server.say("CONFIG", "SET", name, value) == .simple("OK"))
            }
            async let reloaded = server.say("DEBUG", "RELOAD")
            var codes: Set<StoreProblem.Code> = []
            while codes.isEmpty {
                if let code = await problem({ _ = try await store.load(Self.session().key) }) { codes.insert(code) }
            }
            #expect(codes == [.unavailable])
            #expect(try await reloaded == .simple("OK"))
            for number in 1...40 as ClosedRange<UInt64> {
                #expect(try await store.load(Self.session(number).key)?.sealed == Array(repeating: 7, count: 256))
            }
            await store.close()
        }
    }

    @Test func whatLeadsToASessionGoesWithIt() async throws {
        try await RedisServer.with { server async throws in
            let store = RedisSessionStore(server.client())
            var session = Self.session()
            let digest = Array(repeating: UInt8(7), count: SessionOwner.digestBytes)
            session.owner = SessionOwner(subject: digest, signIn: digest)
            try await store.create(session)
            guard case .array(let keys) = try await server.say("KEYS", "*") else { return #expect(Bool(false)) }
            #expect(Set(keys.compactMap { $0.string?.split(separator: ":")[1] }) == ["session", "subject", "sign-in"])
            for key in keys.compactMap(\.string) {
                guard case .integer(let left) = try await server.say("PTTL", key) else { return #expect(Bool(false)) }
                #expect(left > 0 && left <= 600_000, "\(key)")
            }
            try await store.delete(session.key)
            #expect(try await server.say("DBSIZE") == .integer(0))
            await store.close()
        }
    }

    @Test func whatLeadsToSessionsThatRedisForgotGoesWithTheNext() async throws {
        try await RedisServer.with { server async throws in
            let clock = ManualClock()
            let store = RedisSessionStore(server.client(), time: clock.timeSource)
            let digest = Array(repeating: UInt8(7), count: SessionOwner.digestBytes)
            for number in 1...3 as ClosedRange<UInt64> {
                var session = Self.session(number)
                session.expiresAt = clock.timeSource.now() + 60_000
                session.owner = SessionOwner(subject: digest, signIn: nil)
                try await store.create(session)
                clock.advance(by: .seconds(40))
            }
            let index = "tenantless:subject:" + Base64.encode(digest, urlSafe: true, padded: false)
            #expect(try await server.say("ZCARD", index) == .integer(2))
            await store.close()
        }
    }

    @Test func whatWasAcknowledgedOutlivesKillAndTheStoreRecovers() async throws {
        try await RedisServer.with { server async throws in
            let store = RedisSessionStore(server.client())
            let sessions = (1...50 as ClosedRange<UInt64>).map { Self.session($0) }
            for session in sessions { try await store.create(session) }
            server.kill()
            #expect(await problem { _ = try await store.load(sessions[0].key) } == .unavailable)
            #expect(await problem { try await store.create(Self.session(99)) } == .unavailable)
            try await server.startAgain()
            for session in sessions { #expect(try await store.load(session.key) == session) }
            try await store.ping()
            await store.close()
        }
    }

    @Test func aFrozenServerIsBusyAndThenThere() async throws {
        try await RedisServer.with { server async throws in
            let patient = RedisSessionStore(server.client())
            try await patient.create(Self.session())
            let store = RedisSessionStore(server.client { $0.answerTimeout = .milliseconds(50) })
            server.freeze()
            #expect(await problem { _ = try await store.load(Self.session().key) } == .busy)
            #expect(await problem { try await store.ping() } == .busy)
            server.thaw()
            #expect(try await patient.load(Self.session().key) != nil)
            await patient.close()
            await store.close()
        }
    }

    @Test func aReplicaMayNotWrite() async throws {
        try await RedisServer.with { server async throws in
            let store = RedisSessionStore(server.client())
            try await store.create(Self.session())
            _ = try await server.say("REPLICAOF", "127.0.0.1", "1")
            #expect(await problem { try await store.create(Self.session(2)) } == .readOnly)
            #expect(await problem { _ = try await store.update([Self.session()]) } == .readOnly)
            #expect(await problem { try await store.delete(Self.session().key) } == .readOnly)
            #expect(await problem { try await store.ping() } == .readOnly)
            _ = try await server.say("CONFIG", "SET", "replica-serve-stale-data", "no")
            #expect(await problem { _ = try await store.load(Self.session().key) } == .unavailable)
            _ = try await server.say("REPLICAOF", "NO", "ONE")
            #expect(try await store.load(Self.session().key) != nil)
            try await store.ping()
            await store.close()
        }
    }

    @Test func aFullServerTakesNothingAndLosesNothing() async throws {
        try await RedisServer.with { server async throws in
            let store = RedisSessionStore(server.client())
            let session = Self.session()
            try await store.create(session)
            _ = try await server.say("CONFIG", "SET", "maxmemory", "1")
            #expect(await problem { try await store.create(Self.session(2)) } == .full)
            #expect(await problem { _ = try await store.update([Self.session(sealed: [9])]) } == .full)
            #expect(try await store.load(session.key) == session)
            _ = try await server.say("CONFIG", "SET", "maxmemory", "0")
            try await store.create(Self.session(2))
            await store.close()
        }
    }

    @Test(arguments: [
        "", "1", "1 2 3", "1 2 3\n", "2 2 3\nx", "1 x 3\nx", "1 2 x\nx", "1 2\nx", "\n", "\u{0}\u{1}\n\n",
    ])
    func whatIsNoSessionIsCorrupt(_ text: String) async throws {
        try await RedisServer.with { server async throws in
            let store = RedisSessionStore(server.client())
            try await store.create(Self.session())
            let client = server.client()
            let name = ByteBuffer(string: try await key(server))
            _ = try await client.call(RESPCommand("SET", arguments: [name, ByteBuffer(string: text)]))
            #expect(await problem { _ = try await store.load(Self.session().key) } == .corrupt)
            await client.close()
            await store.close()
        }
    }

    @Test func aKeyOfAnotherTypeIsCorruptAndGoesWithTheSession() async throws {
        try await RedisServer.with { server async throws in
            let store = RedisSessionStore(server.client())
            try await store.create(Self.session())
            let key = try await key(server)
            _ = try await server.say("DEL", key)
            _ = try await server.say("LPUSH", key, "something")
            #expect(await problem { _ = try await store.load(Self.session().key) } == .corrupt)
            #expect(await problem { _ = try await store.update([Self.session()]) } == .corrupt)
            try await store.delete(Self.session().key)
            try await store.create(Self.session())
            await store.close()
        }
    }

    @Test func aWrongPasswordIsUnavailableAndARightOneIsNot() async throws {
        try await RedisServer.with(["--requirepass", "right"]) { server async throws in
            for (password, code) in [(nil, StoreProblem.Code.unavailable), ("wrong", .unavailable), ("right", nil)] {
                let store = RedisSessionStore(server.client { $0.address.password = password })
                #expect(await problem { try await store.ping() } == code)
                await store.close()
            }
        }
    }

    @Test func databasesAreApart() async throws {
        try await RedisServer.with { server async throws in
            let (one, two) = (
                RedisSessionStore(server.client { $0.address.database = 1 }),
                RedisSessionStore(server.client { $0.address.database = 2 })
            )
            try await one.create(Self.session())
            #expect(try await two.load(Self.session().key) == nil)
            try await two.create(Self.session())
            await one.close()
            await two.close()
        }
    }
}
