// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import ScenarioRunner
import Testbed
import Testing
import Wire

@Suite struct StageTests {
    @Test func aStageStartsWithALivingProxy() async throws {
        try await TestRun.onStage { stage in
            #expect(await stage.proxy.isAlive())
            #expect(stage.facts.target == "built-in")
            #expect(stage.facts.publicOrigin.hasPrefix("https://proxy.localhost:"))
            #expect(stage.facts.apps.keys.contains("sales"))
        }
    }

    @Test func aClosedStageLeavesNothingThatListens() async throws {
        let (first, second) = (try await TestRun.stage(), try await TestRun.stage())
        #expect(first.facts.publicOrigin != second.facts.publicOrigin)
        await first.close()
        #expect(await !first.proxy.isAlive())
        #expect(await second.proxy.isAlive(), "closing one stage leaves the others alone")
        let browser = try await second.browser("ana")
        #expect(try await browser.send(BrowserRequest(target: "/healthz")).response?.status == 200)
        await second.close()
    }

    @Test func eachStageHasSecretsOfItsOwnThatRepeatWithTheSeed() async throws {
        let one = try await TestRun.configuredSecrets(seed: 1, id: "tests/one")
        #expect(one.count == 2)
        #expect(one == (try await TestRun.configuredSecrets(seed: 1, id: "tests/one")))
        #expect(one.isDisjoint(with: try await TestRun.configuredSecrets(seed: 2, id: "tests/one")))
        #expect(one.isDisjoint(with: try await TestRun.configuredSecrets(seed: 1, id: "tests/two")))
    }

    @Test func timeMovesForProxyAndDoublesAtOnce() async throws {
        try await TestRun.onStage { stage in
            let before = stage.clock.now
            try await stage.clock.advance(by: .seconds(90))
            #expect(stage.clock.now >= before + 90_000)
        }
    }

    @Test func aProxyThatRestartsIsAnotherOneOnTheSameOrigin() async throws {
        try await TestRun.onStage { stage in
            let first = await stage.proxy.identity()
            try await stage.proxy.restart()
            #expect(await stage.proxy.identity() != first)
            let browser = try await stage.browser("ana")
            #expect(try await browser.send(BrowserRequest(target: "/healthz")).response?.status == 200)
        }
    }

    @Test(arguments: ["\"\"", "x-trace-id"])
    func aSwitchOfAScenariosStageShowsOnTheWire(_ setting: String) async throws {
        let scenario = try TestRun.scenario(
            id: "tests/switches", settings: ["tenant": "{ trace-header: \(setting) }"])
        let stage = try await TestRun.factory().makeStage(scenario)
        let browser = try await stage.browser("ana")
        try await browser.prepare(user: UserDeclaration(name: "ana"))
        _ = try await browser.signIn(via: stage.facts.routes.login, headers: [:])
        let answer = try await browser.send(BrowserRequest(target: "/api/v1/users/me")).response
        await stage.close()
        #expect(answer?.status == 200)
        #expect(answer?.headers.contains("x-trace-id") == (setting == "x-trace-id"))
    }

    @Test func aStageSettingThatDoesNotExistIsRefused() async throws {
        let scenario = try TestRun.scenario(id: "tests/settings", settings: ["tenant": "{ no-such-switch: true }"])
        await #expect(throws: (any Error).self) { try await TestRun.factory().makeStage(scenario) }
    }
}
