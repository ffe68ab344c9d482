// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import ScenarioRunner
import Synchronization
import Testing

@testable import Conformance

@Suite struct ConformanceRunTests {
    func run(
        _ scenarios: [Scenario], known: [String] = [], jobs: Int = 2, _ verdicts: [String: Verdict] = [:]
    ) async -> [ScenarioResult] {
        let entries = known.map {
            KnownFailing.Entry(
                scenario: $0, reason: "known", link: nil, date: nil,
                place: SourcePlace(file: "known.yaml", line: 1, column: 1))
        }
        let plan = RunPlan(selected: scenarios, library: scenarios)
        return await ConformanceRun(plan: plan, knownFailing: KnownFailing(entries: entries), jobs: jobs)
            .results(play: play(verdicts))
    }

    @Test func resultsStandInTheOrderOfThePlan() async {
        let results = await run([scenario("c"), scenario("a", needs: ["b"]), scenario("b")])
        #expect(results.map(\.scenario.id) == ["c", "b", "a"])
        #expect(results.allSatisfy { $0.verdict.word == "passed" })
    }

    @Test func aFailureBlocksWhatNeedsIt() async {
        let results = await run([scenario("a"), scenario("b", needs: ["a"])], ["a": .failed(failure())])
        #expect(words(results) == ["a": "failed", "b": "blocked"])
    }

    @Test func onlyARequiredScenarioFails() async {
        let scenarios = [
            scenario("required"), scenario("recommended", kind: .recommended), scenario("observed", kind: .observed),
        ]
        let results = await run(
            scenarios, Dictionary(uniqueKeysWithValues: scenarios.map { ($0.id, .failed(failure())) }))
        #expect(words(results) == ["required": "failed", "recommended": "warned", "observed": "warned"])
    }

    @Test func aKnownFailureIsPlayedAndExcusedAndAnUnexpectedPassIsStale() async {
        let scenarios = ["fails", "has-no-set-up", "passes", "our-fault"].map { scenario($0) }
        let results = await run(
            scenarios, known: scenarios.map(\.id),
            [
                "fails": .failed(failure()), "has-no-set-up": .setupFailed(failure()),
                "our-fault": .harnessFailed("broken"),
            ])
        #expect(
            words(results) == [
                "fails": "known-failing", "has-no-set-up": "known-failing", "passes": "stale",
                "our-fault": "harness-failed",
            ])
    }

    @Test func aKnownFailureBlocksNothing() async {
        let scenarios = [scenario("a"), scenario("b", needs: ["a"])]
        let results = await run(scenarios, known: ["a"], ["a": .failed(failure())])
        #expect(words(results) == ["a": "known-failing", "b": "passed"])
    }

    @Test func aRunThatIsToListEveryFailureIsBlockedByNone() async {
        let scenarios = [scenario("a"), scenario("b", needs: ["a"])]
        let run = ConformanceRun(plan: RunPlan(selected: scenarios, library: scenarios), failuresBlock: false)
        let results = await run.results(play: play(["a": .failed(failure())]))
        #expect(words(results) == ["a": "failed", "b": "passed"])
    }

    @Test func atMostTheGivenNumberIsPlayedAtATime() async {
        let scenarios = (1...20).map { scenario("s\($0)") }
        let load = Mutex((now: 0, most: 0))
        let run = ConformanceRun(plan: RunPlan(selected: scenarios, library: scenarios), jobs: 3)
        _ = await run.results { scenario in
            load.withLock {
                $0.now += 1
                $0.most = max($0.most, $0.now)
            }
            await Task.yield()
            load.withLock { $0.now -= 1 }
            return ScenarioResult(scenario: scenario, verdict: .passed)
        }
        #expect(load.withLock { $0.most } <= 3)
        #expect(load.withLock { $0.most } > 0)
    }

    @Test func theObserverIsToldOfBeginningsAndVerdicts() async {
        let scenarios = [scenario("a"), scenario("b", needs: ["a"])]
        let diary = Diary()
        let run = ConformanceRun(plan: RunPlan(selected: scenarios, library: scenarios))
        _ = await run.results(observer: diary, play: play(["a": .failed(failure())]))
        #expect(await diary.lines == ["began a", "failed a", "blocked b"])
    }
}
