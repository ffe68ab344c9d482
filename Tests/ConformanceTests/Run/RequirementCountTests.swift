// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import ScenarioRunner
import Testing

@testable import Conformance

@Suite struct RequirementCountTests {
    /// The verdict of ISOL-03 when scenarios that cover it end like this.
    func verdict(_ verdicts: (Verdict, Scenario.Kind)...) -> String {
        let results = verdicts.enumerated().map { index, entry in
            ScenarioResult(scenario: scenario("s/\(index)", covers: ["ISOL-03"], kind: entry.1), verdict: entry.0)
        }
        return RequirementCount.lines([requirement("ISOL-03")], results: results, saboteurs: [])[0].verdict
    }

    @Test func aRequirementPassesIfAScenarioPassedAndNoneWentWrong() {
        #expect(verdict((.passed, .required), (.skipped(missing: ["x"]), .required)) == "passed")
    }

    @Test func theWorstVerdictDecides() {
        #expect(verdict((.passed, .required), (.failed(failure()), .required)) == "failed")
        #expect(verdict((.passed, .required), (.blocked(by: "a"), .required)) == "blocked")
        #expect(verdict((.warned(failure()), .recommended), (.passed, .required)) == "warned")
        #expect(verdict((.harnessFailed("x"), .required), (.failed(failure()), .required)) == "harness-failed")
    }

    @Test func whatIsOnlyObservedDoesNotDecide() {
        #expect(verdict((.passed, .observed)) == "untested")
        #expect(verdict((.warned(failure()), .observed), (.passed, .required)) == "passed")
    }

    @Test func everyVerdictHasItsPlaceInThePrecedence() {
        #expect(Set(RequirementCount.precedence) == Set(Verdict.words + [ScenarioRecord.interrupted]))
    }

    @Test func scenariosAndSaboteursAreNamed() async {
        let own = scenario("a/one", covers: ["ISOL-03", "ISOL-04"])
        let results = [ScenarioResult(scenario: own, verdict: .passed)]
        let judgement = await SaboteurJudge(library: [own], control: results)
            .judge(saboteur("one-jar", breaks: ["ISOL-03"], ["a/one": .failed(failure("ISOL-03"))]))
        let lines = RequirementCount.lines(
            [requirement("ISOL-03"), requirement("ISOL-04"), requirement("WS-01", level: .should)], results: results,
            saboteurs: [judgement])
        #expect(lines.map(\.verdict) == ["passed", "passed", "untested"])
        #expect(lines.map(\.scenarios) == [["a/one"], ["a/one"], []])
        #expect(lines.map(\.saboteurs) == [["one-jar"], [], []])
        #expect(lines.map(\.isProven) == [true, false, false])
    }
}
