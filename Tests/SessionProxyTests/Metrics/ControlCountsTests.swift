// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport
import Wire

@testable import SessionProxy

/// What the control side counts.
@Suite struct ControlCountsTests {
    @Test func aSignInIsStartedAndFinishedOrFailedForAReason() async throws {
        let stage = try ControlStage()
        _ = try await stage.signedIn()
        let ben = stage.browser()
        let begun = try await ben.begin()
        _ = await ben.send("GET", "/login/callback?error=access_denied&state=\(try #require(begun["state"]))")
        let events = stage.keeper.counts.current.events
        #expect(events[.signInStarted] == 2)
        #expect(events[.signInFinished] == 1)
        #expect(events[.signInFailed(.identityProviderRefused)] == 1)
        #expect(events[.refused(.identityProviderRefused)] == 1)
    }

    @Test func aProviderThatIsAwayFailsTheSignInBeforeItStarts() async throws {
        let stage = try ControlStage()
        stage.world.change { $0.failures["/main/.well-known/openid-configuration"] = .connectFailed }
        _ = await stage.browser().send("GET", "/login")
        let events = stage.keeper.counts.current.events
        #expect(events[.signInStarted] == nil)
        #expect(events[.signInFailed(.identityProviderUnreachable)] == 1)
    }

    @Test func renewalsAreCountedByWhatCameOfThem() async throws {
        let stage = try ControlStage()
        let session = try await stage.signedIn().session()
        _ = try await stage.keeper.renew(session, sawGeneration: session.generation)
        stage.world.answer("/login/jwt-session", with: ClientResponse(status: 503))
        _ = try await stage.keeper.renew(session, sawGeneration: session.generation)
        stage.world.answer("/login/jwt-session", with: ClientResponse(status: 401))
        _ = try await stage.keeper.renew(session, sawGeneration: session.generation)
        let events = stage.keeper.counts.current.events
        #expect(events[.renewal(.renewed)] == 1)
        #expect(events[.renewal(.failed)] == 1)
        #expect(events[.renewal(.refused)] == 1)
        #expect(events[.sessionEnded(.refused)] == 1)
    }

    @Test func tokensAreCountedWhenTheTenantIsAsked() async throws {
        let stage = try ControlStage()
        let session = try await stage.signedIn().session()
        for refresh in [false, false, true] { _ = try await stage.keeper.csrfToken(for: session, refresh: refresh) }
        let events = stage.keeper.counts.current.events
        #expect(events[.tokenFetch(isRefresh: false)] == 1)
        #expect(events[.tokenFetch(isRefresh: true)] == 1)
    }

    @Test func aSessionThatGivesWayIsALimitThatWasReached() async throws {
        let stage = try ControlStage { $0.limits.sessionsPerUser = 1 }
        for _ in 0..<3 { _ = try await stage.signedIn() }
        let events = stage.keeper.counts.current.events
        #expect(events[.sessionsLimit] == 2)
        #expect(events[.sessionEnded(.replaced)] == 2)
    }

    @Test func aStoreThatFailsIsCountedByOperationAndCause() async throws {
        let stage = try ControlStage(store: FullStore())
        let browser = stage.browser()
        #expect(try await browser.signIn().status == 503)
        let counts = stage.keeper.counts.current
        #expect(counts.events[.storeFailure(.create, .full)] == 1)
        #expect(counts.storeTimes[.create] != nil)
        #expect(counts.events[.signInFailed(.storeUnavailable)] == 1)
    }
}

/// A store without any room.
private struct FullStore: SessionStore {
    private var problem: StoreProblem { StoreProblem(.full, "Told to.") }

    func create(_ session: StoredSession) async throws { throw problem }
    func load(_ key: StoredSession.Key) async throws -> StoredSession? { nil }
    func update(_ sessions: [StoredSession]) async throws -> [StoredSession.Key: UpdateRefusal] { throw problem }
    func delete(_ key: StoredSession.Key) async throws {}
    func end(_ order: LogoutOrder) async throws -> [StoredSession.Key]? { throw problem }
    func trim(
        _ owner: SessionOwner, to limit: Int, keeping key: StoredSession.Key
    ) async throws -> [StoredSession.Key] { throw problem }
    func sweep(at now: Int64) async throws -> Int { 0 }
    func ping() async throws {}
    func close() async {}
}
