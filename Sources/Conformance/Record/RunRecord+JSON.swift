// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import ScenarioLanguage

extension RunRecord {
    /// The record of a run of which the JSON report is all that is left; what that does not tell comes from the suite,
    /// as far as it has it.
    public init(_ report: JSONReport, scenarios: [Scenario], catalogue: [Requirement]) {
        self.init(
            start: RunStart(target: report.target, seed: report.seed, strict: false, time: "", options: []))
        self.scenarios = report.scenarios.map { entry in
            let known = scenarios.first { $0.id == entry.id }.map { ScenarioPlan($0) }
            let bare = ScenarioPlan(id: entry.id, title: entry.id, kind: entry.kind, covers: entry.covers)
            var record = ScenarioRecord(plan: known ?? bare)
            record.end = ScenarioEnd(verdict: entry.verdict, reason: entry.reason, seconds: entry.seconds)
            return record
        }
        requirements = report.requirements.map { entry in
            let known = catalogue.first { $0.id == entry.id }.map { RequirementRecord($0) }
            var record =
                known
                ?? RequirementRecord(
                    id: entry.id, level: entry.level, group: "Requirements", statement: "", source: "")
            record.verdict = entry.verdict
            record.scenarios = entry.scenarios
            record.saboteurs = entry.saboteurs
            return record
        }
        saboteurs = report.saboteurs.map { entry in
            SaboteurRecord(
                name: entry.name, breaks: entry.breaks, summary: entry.name, verdict: entry.verdict, by: entry.by,
                killed: [], reason: entry.by.joined(separator: ", "), seconds: 0, plays: [])
        }
        end = RunEnd(seconds: report.seconds, outcome: RunReport.Outcome(of: self).word)
    }
}

extension RunReport.Outcome {
    /// What the verdicts of a run that was not strict come to.
    fileprivate init(of record: RunRecord) {
        let words = Set(record.scenarios.map(\.word))
        if words.contains("harness-failed") {
            self = .ownFault
        } else {
            let isBad =
                !words.isDisjoint(with: ["failed", "setup-failed", "stale"])
                || record.saboteurs.contains { !$0.isKilledByOwn }
            self = isBad ? .judgedBad : .good
        }
    }
}
