// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import ScenarioRunner

@testable import Conformance

/// A scenario with the parts that matter here.
func scenario(
    _ id: String, covers: [String] = [], kind: Scenario.Kind = .required, needs: [String] = [],
    features: [String] = [], why: String? = nil
) -> Scenario {
    Scenario(
        id: id, title: "The claim of \(id)", covers: covers, kind: kind, why: why, needs: needs, features: features,
        place: SourcePlace(file: "Scenarios/\(id).yaml", line: 1, column: 1))
}

/// A requirement with the parts that matter here.
func requirement(_ id: String, level: Requirement.Level = .must) -> Requirement {
    Requirement(
        id: id, level: level, group: "Group", statement: "What \(id) demands", source: "RFC of \(id)", stimulus: "",
        observe: "", mutant: "", place: SourcePlace(file: "requirements.yaml", line: 1, column: 1))
}

/// A failure at step 3.2, at stake the requirements given.
func failure(_ norms: String..., summary: String = "status 200, not 401") -> Failure {
    Failure(
        summary: summary, place: SourcePlace(file: "Scenarios/a/one.yaml", line: 14, column: 5), label: "3.2",
        sentence: "ben gets", expected: ["status 401"],
        norms: norms.map { Failure.Norm(id: $0, sentence: "What \($0) demands", source: "RFC of \($0)") })
}

/// Ends each scenario with the verdict that the table gives for it, and all others passed.
func play(_ verdicts: [String: Verdict] = [:]) -> ScenarioPlay {
    { ScenarioResult(scenario: $0, verdict: verdicts[$0.id] ?? .passed, seconds: 0.5) }
}

/// A saboteur on whose proxy scenarios end as the table says.
func saboteur(_ name: String, breaks: [String], _ verdicts: [String: Verdict]) -> SaboteurCase {
    SaboteurCase(name: name, breaks: breaks, summary: "does \(name)", play: play(verdicts))
}

/// The words of the verdicts by scenario.
func words(_ results: [ScenarioResult]) -> [String: String] {
    Dictionary(uniqueKeysWithValues: results.map { ($0.scenario.id, $0.verdict.word) })
}

/// Notes what an observer is told, in order.
actor Diary: RunObserver {
    private(set) var lines: [String] = []

    func began(_ id: String) { lines.append("began \(id)") }
    func ended(_ result: ScenarioResult) { lines.append("\(result.verdict.word) \(result.scenario.id)") }
    func judged(_ judgement: SaboteurJudgement) { lines.append("\(judgement.verdict.rawValue) \(judgement.name)") }
}
