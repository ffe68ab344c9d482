// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import ScenarioRunner

extension RequirementRecord {
    /// The requirement as the catalogue has it.
    init(_ requirement: Requirement) {
        self.init(
            id: requirement.id, level: requirement.level.rawValue, group: requirement.group,
            statement: requirement.statement, source: requirement.source)
    }
}

extension ScenarioPlan {
    /// The scenario as its file has it.
    init(_ scenario: Scenario) {
        self.init(
            id: scenario.id, title: scenario.title, kind: scenario.kind.rawValue, covers: scenario.covers,
            why: scenario.why, file: scenario.place.file, line: scenario.place.line,
            steps: scenario.steps.map { Step(label: $0.label, text: $0.text, line: $0.place.line) })
    }
}

extension ScenarioEnd {
    /// How a result says that it ended.
    init(_ result: ScenarioResult, omitted: Int) {
        self.init(
            verdict: result.verdict.word, reason: result.verdict.reason, seconds: result.seconds.inMilliseconds,
            failure: result.verdict.failure.map { FailureRecord($0, of: result.scenario) }, omitted: omitted)
    }
}

extension SaboteurRecord {
    /// A judgement, with what is to be told of the plays.
    init(_ judgement: SaboteurJudgement, plays: [Play]) {
        self.init(
            name: judgement.name, breaks: judgement.breaks, summary: judgement.summary,
            verdict: judgement.verdict.rawValue, by: judgement.by, killed: judgement.killedRequirements,
            reason: judgement.reason, seconds: judgement.results.reduce(0) { $0 + $1.seconds }.inMilliseconds,
            plays: plays)
    }
}

extension RunEnd {
    /// How a run ended.
    public init(_ report: RunReport) {
        self.init(seconds: report.seconds.inMilliseconds, outcome: report.outcome.word)
    }
}

extension RunReport.Outcome {
    /// The outcome as a word.
    var word: String {
        switch self {
        case .good: "good"
        case .judgedBad: "judged-bad"
        case .ownFault: "own-fault"
        }
    }
}

extension Double {
    /// The same time to the millisecond, so that reports stay short.
    var inMilliseconds: Double { (self * 1000).rounded() / 1000 }
}
