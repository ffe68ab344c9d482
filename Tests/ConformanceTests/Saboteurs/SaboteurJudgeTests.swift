// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import ScenarioRunner
import Testing

@testable import Conformance

@Suite struct SaboteurJudgeTests {
    let library = [
        scenario("sign-in/opens", covers: ["LOGIN-09"]),
        scenario("cookies/isolation", covers: ["ISOL-03", "CONC-01"], needs: ["sign-in/opens"]),
        scenario("cookies/other", covers: ["ISOL-03"], needs: ["sign-in/opens"]),
        scenario("body/long", covers: ["BODY-01"]),
    ]

    /// Judges a saboteur that breaks ISOL-03, on whose proxy scenarios end as the table says.
    func judge(
        breaks: [String] = ["ISOL-03"], control: [String: Verdict] = [:], _ verdicts: [String: Verdict]
    ) async -> SaboteurJudgement {
        let results = await ConformanceRun(plan: RunPlan(selected: library, library: library))
            .results(play: play(control))
        return await SaboteurJudge(library: library, control: results)
            .judge(saboteur("one-jar", breaks: breaks, verdicts))
    }

    @Test func aClaimThatNamesTheBrokenRequirementKills() async {
        let judgement = await judge(["cookies/isolation": .failed(failure("ISOL-03", "CONC-01"))])
        #expect(judgement.verdict == .killedByOwn)
        #expect(judgement.by == ["cookies/isolation"])
        #expect(judgement.killedRequirements == ["ISOL-03"])
        #expect(judgement.reason == "cookies/isolation, step 3.2: status 200, not 401")
    }

    @Test func onlyWhatCoversTheBrokenRequirementIsPlayedIfThatKills() async {
        let judgement = await judge(["cookies/other": .failed(failure("ISOL-03"))])
        #expect(judgement.results.map(\.scenario.id) == ["cookies/isolation", "cookies/other"])
    }

    @Test func aClaimThatNamesAnotherRequirementIsAnotherKill() async {
        let judgement = await judge(["cookies/isolation": .failed(failure("CONC-01"))])
        #expect(judgement.verdict == .killedByOther)
        #expect(judgement.by == ["cookies/isolation"])
    }

    @Test func aFailureInWhatIsNeededIsAnotherKill() async {
        let judgement = await judge([
            "cookies/isolation": .setupFailed(failure()), "cookies/other": .setupFailed(failure()),
            "sign-in/opens": .failed(failure("LOGIN-09")),
        ])
        #expect(judgement.verdict == .killedByOther)
        #expect(judgement.by == ["sign-in/opens"])
    }

    @Test func aSetUpThatFailedKillsNothing() async {
        let judgement = await judge([
            "cookies/isolation": .setupFailed(failure("ISOL-03")), "cookies/other": .harnessFailed("x"),
        ])
        #expect(judgement.verdict == .inconclusive)
        #expect(judgement.by == ["cookies/isolation", "cookies/other"])
    }

    @Test func whatNobodyNoticesSurvives() async {
        let judgement = await judge([:])
        #expect(judgement.verdict == .survived)
        #expect(judgement.by == ["cookies/isolation", "cookies/other", "sign-in/opens"])
    }

    @Test func withoutAScenarioTheJudgementIsVoid() async {
        let judgement = await judge(breaks: ["WS-01"], [:])
        #expect(judgement.verdict == .void)
        #expect(judgement.reason == "no scenario covers WS-01")
    }

    @Test func aScenarioThatFailsOnTheCorrectProxyKillsNothing() async {
        let failed: [String: Verdict] = [
            "cookies/isolation": .failed(failure("ISOL-03")), "cookies/other": .failed(failure("ISOL-03")),
        ]
        let judgement = await judge(control: failed, failed)
        #expect(judgement.verdict == .void)
        #expect(judgement.reason == "no scenario that covers ISOL-03 passed on the correct proxy in this run")
    }

    @Test func aRecommendedClaimKillsToo() async {
        #expect(await judge(["cookies/other": .warned(failure("ISOL-03"))]).verdict == .killedByOwn)
    }

    @Test func severalAreJudgedAtATimeAndToldInOrder() async {
        let control = library.map { ScenarioResult(scenario: $0, verdict: .passed) }
        let cases = (1...9).map { saboteur("s\($0)", breaks: ["BODY-01"], ["body/long": .failed(failure("BODY-01"))]) }
        let diary = Diary()
        let judgements = await SaboteurJudge(library: library, control: control)
            .judge(cases, jobs: 4, observer: diary)
        #expect(judgements.map(\.name) == cases.map(\.name))
        #expect(judgements.allSatisfy { $0.verdict == .killedByOwn })
        #expect(await diary.lines.count == 9)
    }
}
