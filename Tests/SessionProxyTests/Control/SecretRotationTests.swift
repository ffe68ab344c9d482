// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport

@testable import SessionProxy

/// What is true before, while and after `sessionSecret` is changed.
@Suite struct SecretRotationTests {
    private static func next(on store: any SessionStore) throws -> ControlStage {
        try ControlStage(store: store) { configuration in
            configuration.previousSessionSecrets = [configuration.sessionSecret]
            configuration.sessionSecret = "the next session secret"
        }
    }

    @Test func sessionsOfThePreviousSecretLiveOnAndAreSealedAnew() async throws {
        let store = MemorySessionStore()
        let old = try ControlStage(store: store)
        let ticket = try (try await old.signedIn()).requiredTicket()
        let next = try Self.next(on: store)
        let session = try #require(try await next.keeper.load(ticket))
        #expect(session.subject.subject == "ana")
        next.keeper.persist(session)
        await next.keeper.archive.flush()
        let alone = try ControlStage(store: store) { $0.sessionSecret = "the next session secret" }
        #expect(try await alone.keeper.load(ticket) != nil)
        let late = try ControlStage(store: store)
        #expect(try await late.keeper.load(ticket) == nil)
    }

    @Test func aSignInOfThePreviousSecretCanBeFinished() async throws {
        let store = MemorySessionStore()
        let old = try ControlStage(store: store)
        let before = old.browser()
        let begun = try await before.begin()
        let browser = try Self.next(on: store).browser()
        browser.cookies = before.cookies
        #expect(await browser.send("GET", try browser.callback(begun)).status == 303)
    }

    @Test func theProviderEndsSessionsOfEitherSecret() async throws {
        let store = MemorySessionStore()
        let old = try ControlStage(store: store)
        _ = try await old.signedIn()
        let next = try Self.next(on: store)
        _ = try await next.signedIn()
        #expect(store.count == 2)
        let order = try next.order("ana")
        #expect(try await next.post(order).status == 200)
        #expect(store.count == 0)
        // A token is known again whatever the secret was.
        let token = LogoutToken(
            subject: "ana", sessionID: nil, tokenID: "one", expiresAt: next.clock.timeSource.now() + 1000)
        #expect(try await old.keeper.end(token) == nil)
    }

    @Test func aPreviousSecretThatIsTooShortIsRefused() throws {
        let problems = try #require(throws: ConfigurationProblems.self) {
            try ProxyConfiguration.read(from: ["previousSessionSecrets": "long-enough-to-be-one, short"])
        }
        #expect(problems.problems.contains { $0.variable == "previousSessionSecrets" })
        #expect(!problems.description.contains("long-enough"))
    }
}
