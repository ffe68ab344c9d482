// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import ScenarioRunner
import Testing

@testable import Conformance

@Suite struct StagePlayTests {
    struct Odd: Error {}

    /// How a scenario ends whose stage cannot be built.
    func verdict(_ error: any Error) async -> Verdict {
        let play = StagePlay.on(
            { _ in throw error }, player: { scenario, _ in ScenarioResult(scenario: scenario, verdict: .passed) })
        return await play(scenario("a")).verdict
    }

    @Test func aStageThatBreaksIsOurOwnFault() async {
        #expect(await verdict(Odd()).word == "harness-failed")
        #expect(await verdict(StageProblem(.harness, "no port")).reason == "the stage could not be built: no port")
    }

    @Test func aTargetThatDoesNotStartIsAFailedSetUp() async {
        let verdict = await verdict(StageProblem(.setup, "the proxy said: port in use"))
        #expect(verdict.word == "setup-failed")
        #expect(verdict.reason == "the proxy said: port in use")
    }

    @Test func whatTheStageCannotDoIsSkipped() async {
        #expect(await verdict(StageProblem(.unsupported, "links")).reason == "not offered: links")
    }
}
