// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import ScenarioRunner
import Testing

@testable import Conformance

@Suite struct RunReportTests {
    /// The exit status of a run in which one scenario ends like this.
    func status(
        _ verdict: Verdict, kind: Scenario.Kind = .required, strict: Bool = false, saboteurs: [SaboteurJudgement] = []
    ) -> Int32 {
        RunReport(
            target: "built-in", seed: 1, seconds: 1, isStrict: strict,
            results: [ScenarioResult(scenario: scenario("a", kind: kind), verdict: verdict)], catalogue: [],
            saboteurs: saboteurs, rerun: RerunCommand(seed: 1)
        ).outcome.rawValue
    }

    @Test func theExitStatusFollowsTheVerdicts() {
        #expect(status(.passed) == 0)
        #expect(status(.failed(failure())) == 1)
        #expect(status(.setupFailed(failure())) == 1)
        #expect(status(.stale) == 1)
        #expect(status(.knownFailing(reason: "x")) == 0)
        #expect(status(.skipped(missing: ["x"])) == 0)
        #expect(status(.harnessFailed("x")) == 3)
    }

    @Test func aWarningFailsOnlyAStrictRun() {
        #expect(status(.warned(failure()), kind: .recommended) == 0)
        #expect(status(.warned(failure()), kind: .recommended, strict: true) == 1)
        #expect(status(.warned(failure()), kind: .observed, strict: true) == 0)
    }

    @Test(arguments: zip(SaboteurJudgement.Verdict.allCases, [0, 1, 1, 1, 1] as [Int32]))
    func everySaboteurMustBeKilledByItsOwn(verdict: SaboteurJudgement.Verdict, expected: Int32) {
        let judgement = SaboteurJudgement(
            name: "s", breaks: ["ISOL-03"], summary: "", verdict: verdict, by: [], killedRequirements: [], reason: "",
            results: [])
        #expect(status(.passed, saboteurs: [judgement]) == expected)
    }

    @Test func aRerunIsQuotedForTheShell() {
        let rerun = RerunCommand(options: ["--target", "my targets/it's.yaml"], seed: 7)
        #expect(
            rerun.line(for: "a/one", saboteur: "one-jar")
                == "tenantless verify a/one --target 'my targets/it'\\''s.yaml' --saboteur one-jar --seed 7")
    }
}
