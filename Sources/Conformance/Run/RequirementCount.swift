// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import ScenarioLanguage
public import ScenarioRunner

/// Counts verdicts of scenarios into verdicts of requirements.
public enum RequirementCount {
    /// The word for a requirement that no scenario of the run covers.
    public static let untested = "untested"

    /// The words from the one that decides first to the one that decides last.
    ///
    /// A requirement has passed if a scenario passed and none went wrong; a skipped scenario beside a passed one
    /// takes nothing away, a blocked one does.
    static let precedence = [
        "harness-failed", "failed", "stale", "setup-failed", "known-failing", "warned", "blocked",
        ScenarioRecord.interrupted, "passed", "skipped",
    ]

    /// Every word that a requirement's verdict may be.
    static let words = precedence + [untested]

    /// One line per requirement, in the order of the catalogue.
    ///
    /// Scenarios that are only observed are named but do not decide.
    public static func lines(
        _ catalogue: [Requirement], results: [ScenarioResult], saboteurs: [SaboteurJudgement]
    ) -> [RequirementLine] {
        var covering: [String: [ScenarioResult]] = [:]
        for result in results {
            for id in result.scenario.covers { covering[id, default: []].append(result) }
        }
        return catalogue.map { requirement in
            let own = covering[requirement.id] ?? []
            let breaking = saboteurs.filter { $0.breaks.contains(requirement.id) }
            return RequirementLine(
                requirement: requirement, verdict: verdict(of: own), scenarios: own.map(\.scenario.id),
                saboteurs: breaking.map(\.name),
                isProven: breaking.contains { $0.killedRequirements.contains(requirement.id) })
        }
    }

    private static func verdict(of results: [ScenarioResult]) -> String {
        let words = Set(results.filter { $0.scenario.kind != .observed }.map(\.verdict.word))
        return verdict(of: words)
    }

    /// The verdict that scenarios of these verdicts come to.
    static func verdict(of words: Set<String>) -> String {
        precedence.first(where: words.contains) ?? untested
    }
}
