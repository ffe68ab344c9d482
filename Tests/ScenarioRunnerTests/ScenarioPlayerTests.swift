// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Wire

@testable import ScenarioRunner

@Suite struct ScenarioPlayerTests {
    private let isolation = """
          - ana signs-in: through the identity provider
          - ben signs-in: through the identity provider
          - tenant opened: { sessions: 2, for: [ana, ben] }
          - together:
              times: 5
              steps:
                - ana gets: /api/v1/users/me
                  expect: { status: 200, json: { email: ana@example.com } }
                - ben gets: /api/v1/users/me
                  expect: { status: 200, json: { email: ben@example.com } }
          - tenant received: { times: 5, at: /api/v1/users/me, with-exactly: <ana.tenant-cookies> }
          - tenant received: { times: 10, at: /api/v1/users/me }
        """

    @Test func aRightProxyPasses() async throws {
        let result = try await play(isolation)
        #expect(result.verdict.word == "passed", "\(result.verdict)")
        #expect(!result.transcript.isEmpty)
    }

    @Test func oneJarForAllFailsWithBothCookiesByName() async throws {
        let result = try await play(isolation, covers: "[ISOL-03]", on: FakeWorld([.oneJarForAll]))
        let failure = try #require(result.verdict.failure)
        #expect(result.verdict.word == "failed")
        #expect(failure.label == "5")
        #expect(failure.norms.map(\.id) == ["ISOL-03"])
        let text = (failure.expected + failure.seen.map(\.text)).joined(separator: "\n")
        #expect(text.contains("‹ana.eas.sid›"))
        #expect(text.contains("‹ben.eas.sid›"))
        #expect(!text.contains("0123456789abcdef"))
        #expect(!failure.exchanges.isEmpty)
    }

    @Test func aTenantCookieAtTheBrowserIsTaint() async throws {
        let steps = "  - ana signs-in: through the identity provider\n  - ana gets: /x\n"
        let result = try await play(steps, on: FakeWorld([.passesSetCookie]))
        #expect(result.verdict.word == "failed")
        #expect(result.verdict.failure?.check == .taint)
        #expect(result.tainted.contains { $0.contains("ana.eas.sid") && $0.contains("set-cookie") })
        #expect(result.transcript.allSatisfy { !"\($0)".contains("eas-0123456789abcdef") })
    }

    @Test func aWitnessThatKeptTooLittlePassesNothing() async throws {
        let steps = "  - ana signs-in: through the identity provider\n  - ana gets: /x\n"
        let result = try await play(steps, on: FakeWorld(limits: WitnessLimits(exchanges: 1)))
        #expect(result.verdict.word == "harness-failed")
        let reason = try #require(result.verdict.reason)
        #expect(reason.contains("the browser witness dropped ") && reason.contains(" exchanges, "))
        #expect(reason.hasSuffix(", so nothing can be said of what passed"))
    }

    @Test func aSessionInTheLogIsTaint() async throws {
        let steps = "  - ana signs-in: through the identity provider\n"
        let result = try await play(steps, on: FakeWorld([.logsSessions]))
        #expect(result.verdict.failure?.seen.first?.side == .log)
    }

    @Test func aScenarioThatHangsIsGivenUpAsTheHarnesssFault() async throws {
        let steps = "  - tenant received: { at: /never, within: 100 s }\n"
        let result = try await play(steps, on: FakeWorld(), limit: .milliseconds(50))
        #expect("\(result.verdict)".contains("the scenario was not over within 0.05 seconds"))
        #expect(result.verdict.word == "harness-failed")
    }

    @Test func aSignInThatOnlyPreparesIsSetup() async throws {
        let world = FakeWorld([.refusesSignIn])
        let result = try await play("  - ana signs-in: through the identity provider\n", on: world)
        #expect(result.verdict.word == "setup-failed")
        let judged = "  - ana signs-in: through the identity provider\n    expect: { signed-in: true }\n"
        #expect(try await play(judged, on: world).verdict.word == "failed")
    }

    @Test func theBystanderMustStillBeServed() async throws {
        let result = try await play("  - eve forgets: cookies\n", users: "{ eve: {} }", on: FakeWorld([.hangs]))
        #expect(result.verdict.failure?.check == .bystander)
    }

    @Test func theBystanderMaySignInAgainAfterTimeHasPassed() async throws {
        let result = try await play("  - clock advances: 25 h\n", on: FakeWorld([.forgetsEverybody]))
        #expect(result.verdict.word == "passed", "\(result.verdict)")
    }

    @Test func aProxyThatDiedOrWasRestartedFails() async throws {
        let dead = try await play("  - ana gets: /\n", on: FakeWorld([.dies]))
        #expect(dead.verdict.failure?.check == .bystander)
        #expect(try await play("  - proxy restarts\n").verdict.word == "passed")
    }

    @Test func missingFeaturesSkip() async throws {
        let text = "[]\nfeatures: [websocket]"
        let result = try await play("  - ana gets: /\n", covers: text)
        #expect(result.verdict.reason == "not offered: websocket")
        let able = FakeWorld(features: ["websocket"])
        #expect(try await play("  - ana gets: /\n", covers: text, on: able).verdict.word == "passed")
    }

    @Test func aValueThatDoesNotExistIsSetup() async throws {
        let result = try await play("  - ana gets: /<ben.csrf-token>\n")
        #expect(result.verdict.word == "setup-failed")
    }

    @Test func faultsAreRemovedBeforeTheBystanderAsks() async throws {
        let world = FakeWorld()
        _ = try await play("  - link breaks: { side: tenant, fault: reset }\n", on: world)
        let calls = world.calls
        let healed = try #require(calls.firstIndex(of: "heal all"))
        let asked = try #require(calls.lastIndex(of: "bystander GET /api/v1/users/me"))
        #expect(healed < asked)
    }

    @Test func everyoneAndCrowdsAreEachOfThem() async throws {
        let world = FakeWorld()
        let steps = "  - everyone signs-in: through the identity provider\n  - crowd gets: /<self.name>\n"
        let result = try await play(steps, users: "{ ana: {}, crowd: { count: 3 } }", on: world)
        #expect(result.verdict.word == "passed", "\(result.verdict)")
        #expect(
            world.calls.filter { $0.hasPrefix("crowd-") && $0.contains("GET") } == [
                "crowd-1 GET /crowd-1", "crowd-2 GET /crowd-2", "crowd-3 GET /crowd-3",
            ])
    }
}
