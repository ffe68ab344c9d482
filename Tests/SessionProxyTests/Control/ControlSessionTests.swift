// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization
import Testing
import Transport
import Wire

@testable import SessionProxy

@Suite struct ControlSessionTests {
    @Test func aSessionSurvivesARestart() async throws {
        let store = MemorySessionStore()
        let first = try ControlStage(store: store)
        let browser = try await first.signedIn()
        let second = SessionKeeper(first.configuration, first.keeper.components)
        let session = try #require(try await second.load(try browser.requiredTicket()))
        #expect(session.subject.subject == "ana")
        #expect(session.record.jar.all.contains { $0.name == "eas.sid" && $0.value == "sid-canary-1" })
    }

    @Test func aWrongSecretOpensNobodysSession() async throws {
        let stage = try ControlStage()
        let ticket = try #require(try await stage.signedIn().ticket)
        let wrong = try #require(SessionTicket(randomOctets: Array(repeating: 7, count: 48)))
        let mixed = SessionTicket(id: ticket.id, secret: wrong.secret)
        #expect(try await stage.keeper.load(mixed) == nil)
        stage.keeper.cache.remove(ticket.id)
        #expect(try await stage.keeper.load(mixed) == nil)
    }

    @Test func lifetimesEndASessionWhateverTheCookieSays() async throws {
        let stage = try ControlStage()
        let browser = try await stage.signedIn()
        for _ in 0..<3 {
            stage.clock.advance(by: .seconds(29 * 60))
            try await browser.session().touch(stage.clock.timeSource.now())
        }
        stage.clock.advance(by: .seconds(31 * 60))
        #expect(try await stage.keeper.load(try browser.requiredTicket()) == nil)
        await stage.keeper.endExpired()
        #expect(stage.keeper.cache.all.isEmpty)
        #expect((stage.store as? MemorySessionStore)?.count == 0)
    }

    @Test func useExtendsIdleTimeButNotTheAbsoluteOne() async throws {
        let stage = try ControlStage { $0.lifetimes = SessionLifetimes(idle: .seconds(60), absolute: .seconds(150)) }
        let browser = try await stage.signedIn()
        for _ in 0..<2 {
            stage.clock.advance(by: .seconds(59))
            try await browser.session().touch(stage.clock.timeSource.now())
        }
        stage.clock.advance(by: .seconds(40))
        #expect(try await stage.keeper.load(try browser.requiredTicket()) == nil)
    }

    @Test func expiredSessionsLeaveTheStore() async throws {
        let store = MemorySessionStore()
        let stage = try ControlStage(store: store)
        for _ in 0..<5 { _ = try await stage.signedIn() }
        for session in stage.keeper.cache.all { stage.keeper.cache.remove(session.id) }
        stage.clock.advance(by: .seconds(40 * 60))
        await stage.keeper.sweep()
        #expect(store.count == 0)
    }

    @Test func renewalIsSharedByAllWhoAskAtOnce() async throws {
        let stage = try ControlStage()
        let session = try await stage.signedIn().session()
        let gate = Gate()
        stage.world.change { $0.gate = gate }
        let outcomes = try await withThrowingTaskGroup(of: RenewalOutcome.self) { group in
            for _ in 0..<50 { group.addTask { try await stage.keeper.renew(session, sawGeneration: 1) } }
            gate.open()
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.allSatisfy { if case .renewed = $0 { true } else { false } })
        #expect(stage.world.requests(to: "/login/jwt-session").count == 2)
        #expect(session.generation == 2)
    }

    @Test(arguments: [401, 403])
    func aDefiniteRefusalOfRenewalEndsTheSession(_ status: Int) async throws {
        let stage = try ControlStage()
        let browser = try await stage.signedIn()
        let session = try await browser.session()
        stage.world.answer("/login/jwt-session", with: ClientResponse(status: status))
        guard case .ended = try await stage.keeper.renew(session, sawGeneration: 1) else {
            Issue.record("The session lives on.")
            return
        }
        #expect(session.ended == .refused)
        #expect(try await stage.keeper.load(session.ticket) == nil)
    }

    @Test(arguments: [500, 503, 429])
    func aPassingFailureOfRenewalLeavesTheSession(_ status: Int) async throws {
        let stage = try ControlStage()
        let session = try await stage.signedIn().session()
        stage.world.answer("/login/jwt-session", with: ClientResponse(status: status))
        guard case .passing = try await stage.keeper.renew(session, sawGeneration: 1) else {
            Issue.record("Something else came of it.")
            return
        }
        #expect(session.ended == nil)
        guard case .renewed = try await stage.keeper.renew(session, sawGeneration: 1) else {
            Issue.record("It does not recover.")
            return
        }
    }

    @Test func theTokenIsFetchedOnceAndAgainWhenItIsStale() async throws {
        let stage = try ControlStage()
        let session = try await stage.signedIn().session()
        let tokens = try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<20 { group.addTask { try await stage.keeper.csrfToken(for: session, refresh: false) } }
            return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(tokens == ["token-1"])
        #expect(try await stage.keeper.csrfToken(for: session, refresh: true) == "token-2")
        let cookie = stage.world.requests(to: "/api/v1/csrf-token").first?.headers.first("Cookie")
        #expect(cookie?.contains("eas.sid=sid-canary-1") == true)
    }

    @Test func aTokenFetchThatMeetsADeadTenantSessionRenewsIt() async throws {
        let stage = try ControlStage()
        let session = try await stage.signedIn().session()
        stage.world.answer("/api/v1/csrf-token", with: ClientResponse(status: 401))
        #expect(try await stage.keeper.csrfToken(for: session, refresh: false) == "token-1")
        #expect(session.generation == 2)
    }

    @Test func logoutWinsOverALateWrite() async throws {
        let store = MemorySessionStore()
        let stage = try ControlStage(store: store)
        let session = try await stage.signedIn().session()
        stage.keeper.persist(session)
        try await stage.keeper.end(session, .loggedOut)
        stage.keeper.persist(session)
        await stage.keeper.archive.flush()
        #expect(store.count == 0)
        #expect(try await stage.keeper.load(session.ticket) == nil)
    }

    @Test func aSessionThatAnotherProcessEndedEndsHereAtTheNextWrite() async throws {
        let stage = try ControlStage()
        let session = try await stage.signedIn().session()
        try await stage.store.delete(StoredSession.Key(session.id))
        stage.keeper.persist(session)
        await stage.keeper.archive.flush()
        #expect(session.ended == .loggedOut)
    }

    @Test func aBrokenStoreIsNeverTakenForSignedOut() async throws {
        let stage = try ControlStage(store: BrokenStore())
        let browser = stage.browser()
        #expect(try await browser.signIn().status == 503)
        #expect(browser.ticket == nil)
        let ticket = try #require(SessionTicket(randomOctets: Array(repeating: 1, count: 48)))
        browser.cookies["__Host-session"] = ticket.cookieValue
        for path in ["/", "/session", "/readyz"] {
            let answer = await browser.send("GET", path)
            #expect(answer.status == 503)
            #expect(answer.headers.first("Cache-Control") == "no-store")
        }
        #expect(await browser.send("GET", "/healthz").status == 200)
    }

    @Test func whatCannotBeWrittenNowIsWrittenLater() async throws {
        let store = FlakyStore()
        let stage = try ControlStage(store: store)
        let session = try await stage.signedIn().session()
        session.keep(csrfToken: "kept", generation: 1)
        store.failures.withLock { $0 = 1 }
        stage.keeper.persist(session)
        await stage.keeper.archive.flush()
        await stage.keeper.archive.flush()
        #expect(store.updates.withLock { $0 } == 1)
    }
}

/// A store that can do nothing.
struct BrokenStore: SessionStore {
    let problem = StoreProblem(.unavailable, "broken")
    func create(_ session: StoredSession) async throws { throw problem }
    func load(_ key: StoredSession.Key) async throws -> StoredSession? { throw problem }
    func update(_ sessions: [StoredSession]) async throws -> [StoredSession.Key: UpdateRefusal] { throw problem }
    func delete(_ key: StoredSession.Key) async throws { throw problem }
    func end(_ order: LogoutOrder) async throws -> [StoredSession.Key]? { throw problem }
    func trim(
        _ owner: SessionOwner, to limit: Int, keeping key: StoredSession.Key
    ) async throws -> [StoredSession.Key] { throw problem }
    func sweep(at now: Int64) async throws -> Int { throw problem }
    func ping() async throws { throw problem }
    func close() async {}
}

/// A store whose next updates and orders fail.
final class FlakyStore: SessionStore {
    let inner = MemorySessionStore()
    let failures = Mutex(0)
    let updates = Mutex(0)
    func create(_ session: StoredSession) async throws { try await inner.create(session) }
    func load(_ key: StoredSession.Key) async throws -> StoredSession? { try await inner.load(key) }
    func update(_ sessions: [StoredSession]) async throws -> [StoredSession.Key: UpdateRefusal] {
        try fail()
        updates.withLock { $0 += 1 }
        return try await inner.update(sessions)
    }
    func delete(_ key: StoredSession.Key) async throws { try await inner.delete(key) }
    func end(_ order: LogoutOrder) async throws -> [StoredSession.Key]? {
        try fail()
        return try await inner.end(order)
    }
    func trim(
        _ owner: SessionOwner, to limit: Int, keeping key: StoredSession.Key
    ) async throws -> [StoredSession.Key] {
        try await inner.trim(owner, to: limit, keeping: key)
    }
    func sweep(at now: Int64) async throws -> Int { try await inner.sweep(at: now) }
    func ping() async throws {}
    func close() async {}

    private func fail() throws {
        let fails = failures.withLock { failures in
            defer { failures = max(0, failures - 1) }
            return failures > 0
        }
        if fails { throw StoreProblem(.busy, "flaky") }
    }
}
