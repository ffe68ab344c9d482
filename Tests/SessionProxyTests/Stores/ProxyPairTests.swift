// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import RESP
import Synchronization
import Testing
import Transport
import Wire

@testable import SessionProxy

/// Two proxies on one store, in one world, at one time; ana is signed in and known to both.
struct ProxyPair {
    let stage: ControlStage
    let first: SessionKeeper
    let second: SessionKeeper
    let ana: SessionTicket

    init(_ store: any SessionStore, _ other: any SessionStore) async throws {
        stage = try ControlStage(store: store) { $0.limits.sessionsPerUser = 2 }
        var components = stage.keeper.components
        components.store = other
        first = stage.keeper
        second = SessionKeeper(stage.configuration, components)
        ana = try await stage.signedIn().requiredTicket()
        _ = try await second.load(ana)
    }

    func session(_ keeper: SessionKeeper) async throws -> LiveSession { try #require(try await keeper.load(ana)) }

    /// How often a tenant session was opened.
    var tenantSessions: Int { stage.world.requests(to: "/login/jwt-session").count }
}

/// A socket that tells when its session has ended.
final class WatchedRelay: OpenRelay {
    private let told: AsyncStream<SessionEnd>.Continuation
    let ends: AsyncStream<SessionEnd>

    init() {
        (ends, told) = AsyncStream.makeStream()
    }

    func sessionEnded(_ reason: SessionEnd) { told.yield(reason) }
}

/// One thing that holds for two proxies on one store.
struct PairClaim: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let check: @Sendable (ProxyPair) async throws -> Void

    private init(_ sentence: String, _ check: @escaping @Sendable (ProxyPair) async throws -> Void) {
        testDescription = sentence
        self.check = check
    }

    static let all: [PairClaim] = [
        PairClaim("a tenant session that is over is renewed once") { pair async throws in
            let sessions = [try await pair.session(pair.first), try await pair.session(pair.second)]
            try await withThrowingTaskGroup { group in
                for number in 0..<40 {
                    let keeper = number % 2 == 0 ? pair.first : pair.second
                    group.addTask {
                        let outcome = try await keeper.renew(sessions[number % 2], sawGeneration: 1)
                        guard case .renewed = outcome else { throw ProxyError.unlike(outcome) }
                    }
                }
                try await group.waitForAll()
            }
            #expect(pair.tenantSessions == 2)
            for session in sessions {
                #expect(session.generation == 2)
                #expect(session.record.jar.all.contains { $0.name == "eas.sid" && $0.value == "sid-canary-2" })
            }
        },
        PairClaim("a logout at one closes the sockets at the other") { pair async throws in
            let session = try await pair.session(pair.second)
            let relay = WatchedRelay()
            #expect(session.add(relay))
            let running = Task { await pair.second.run() }
            try await pair.first.end(try await pair.session(pair.first), .loggedOut)
            for await end in relay.ends {
                #expect(end == .loggedOut)
                break
            }
            #expect(try await pair.second.load(pair.ana) == nil)
            running.cancel()
            await running.value
        },
        PairClaim("what the identity provider ends at one is over at the other") { pair async throws in
            let session = try await pair.session(pair.second)
            let relay = WatchedRelay()
            #expect(session.add(relay))
            pair.first.cache.remove(pair.ana.id)
            let running = Task { await pair.second.run() }
            let token = LogoutToken(
                subject: "ana", sessionID: nil, tokenID: "one", expiresAt: pair.first.now + 120_000)
            #expect(try await pair.first.end(token) == 1)
            for await end in relay.ends {
                #expect(end == .loggedOut)
                break
            }
            #expect(try await pair.second.load(pair.ana) == nil)
            #expect(try await pair.first.load(pair.ana) == nil)
            #expect(try await pair.second.end(token) == nil)
            running.cancel()
            await running.value
        },
        PairClaim("what the identity provider ended elsewhere is ended at the tenant by who has it in memory") {
            pair async throws in
            for _ in 1...2 { pair.second.conclude([StoredSession.Key(pair.ana.id)], .loggedOut) }
            await pair.second.background.finish()
            #expect(pair.stage.world.requests(to: "/logout").count == 1)
            #expect(try await pair.second.load(pair.ana) == nil)
        },
        PairClaim("a person's sessions are counted wherever they began") { pair async throws in
            let session = try await pair.session(pair.first)
            let relay = WatchedRelay()
            #expect(session.add(relay))
            let running = Task { await pair.first.run() }
            var later: [LiveSession] = []
            for _ in 1...2 {
                pair.stage.clock.advance(by: .seconds(1))
                later.append(try await pair.second.open(for: ProviderSignIn(subject: session.subject, sessionID: nil)))
            }
            for await _ in relay.ends { break }
            #expect(try await pair.first.load(pair.ana) == nil)
            for session in later { #expect(try await pair.first.load(session.ticket) != nil) }
            running.cancel()
            await running.value
        },
        PairClaim("who is active at one is not idle at the other") { pair async throws in
            let (here, there) = (try await pair.session(pair.first), try await pair.session(pair.second))
            pair.stage.clock.advance(by: .seconds(20 * 60))
            here.touch(pair.first.now)
            pair.first.persist(here)
            await pair.first.archive.flush()
            pair.stage.clock.advance(by: .seconds(20 * 60))
            #expect(!there.isAlive(at: pair.second.now))
            await pair.second.endExpired()
            #expect(there.isAlive(at: pair.second.now) && pair.stage.world.requests(to: "/logout").isEmpty)
            pair.stage.clock.advance(by: .seconds(5 * 60))
            here.touch(pair.first.now)
            pair.first.persist(here)
            await pair.first.archive.flush()
            pair.stage.clock.advance(by: .seconds(20 * 60))
            #expect(try await pair.second.load(pair.ana) === there)
        },
        PairClaim("a late write takes over the newer tenant session") { pair async throws in
            let (here, there) = (try await pair.session(pair.first), try await pair.session(pair.second))
            _ = try await pair.first.renew(here, sawGeneration: 1)
            pair.second.persist(there)
            await pair.second.archive.flush()
            #expect(there.generation == 2)
            #expect(there.record.jar.all.contains { $0.value == "sid-canary-2" })
            pair.first.cache.remove(pair.ana.id)
            #expect(try await pair.session(pair.first).generation == 2)
        },
        PairClaim("a renewal of a session that was ended elsewhere ends it") { pair async throws in
            let there = try await pair.session(pair.second)
            try await pair.first.end(try await pair.session(pair.first), .loggedOut)
            guard case .ended = try await pair.second.renew(there, sawGeneration: 1) else {
                Issue.record("The session lives on.")
                return
            }
            #expect(there.ended == .loggedOut && pair.tenantSessions == 1)
        },
    ]
}

extension ProxyError {
    /// Says that another outcome was wanted.
    static func unlike(_ outcome: RenewalOutcome) -> ProxyError {
        ProxyError(.internalFault, source: .internal, reason: "The renewal came to \(outcome).")
    }
}

@Suite(.timeLimit(.minutes(2))) struct ProxyPairTests {
    @Test(arguments: PairClaim.all)
    func holdsInMemory(_ claim: PairClaim) async throws {
        let store = MemorySessionStore()
        try await claim.check(try await ProxyPair(store, store))
    }

    @Test(.enabled(if: RedisServer.isInstalled, "\(RedisServer.absence)"), arguments: PairClaim.all)
    func holdsOnRedis(_ claim: PairClaim) async throws {
        try await RedisServer.with { server async throws in
            let clients = [server.client(), server.client()]
            let stores = clients.map { RedisSessionStore($0) }
            try await claim.check(try await ProxyPair(stores[0], stores[1]))
            for store in stores { await store.close() }
        }
    }

    @Test(.enabled(if: RedisServer.isInstalled, "\(RedisServer.absence)"))
    func withoutItsStoreAProxyRenewsAllTheSame() async throws {
        try await RedisServer.with { server async throws in
            let store = RedisSessionStore(server.client())
            let pair = try await ProxyPair(store, store)
            let session = try await pair.session(pair.first)
            server.kill()
            guard case .renewed = try await pair.first.renew(session, sawGeneration: 1) else {
                Issue.record("Something else came of it.")
                return
            }
            try await server.startAgain()
            await pair.first.archive.flush()
            pair.first.cache.remove(pair.ana.id)
            #expect(try await pair.session(pair.first).generation == 2)
            await store.close()
        }
    }
}
