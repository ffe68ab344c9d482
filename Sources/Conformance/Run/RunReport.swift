// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import ScenarioLanguage
public import ScenarioRunner

/// Everything a run found out: what the reports are written from.
public struct RunReport: Sendable {
    /// What the whole run comes to; the raw value is the exit status.
    public enum Outcome: Int32, Sendable {
        /// The target is good.
        case good = 0
        /// The target, or the suite itself, was judged bad.
        case judgedBad = 1
        /// Our own fault.
        case ownFault = 3
    }

    /// The target's name.
    public let target: String
    /// The seed of everything random.
    public let seed: UInt64
    /// How long the run took.
    public let seconds: Double
    /// True if warnings count as failures.
    public let isStrict: Bool
    /// One result per scenario.
    public let results: [ScenarioResult]
    /// One line per requirement of the catalogue.
    public let requirements: [RequirementLine]
    /// One judgement per saboteur that was let loose.
    public let saboteurs: [SaboteurJudgement]
    /// True if every saboteur that exists was let loose, so that the scenarios are judged as well.
    public let areScenariosJudged: Bool
    /// How to play one scenario again.
    public let rerun: RerunCommand

    /// Makes a report; the requirements are counted from the results.
    public init(
        target: String, seed: UInt64, seconds: Double, isStrict: Bool = false, results: [ScenarioResult],
        catalogue: [Requirement], saboteurs: [SaboteurJudgement] = [], areScenariosJudged: Bool = false,
        rerun: RerunCommand
    ) {
        self.target = target
        self.seed = seed
        self.seconds = seconds
        self.isStrict = isStrict
        self.results = results
        self.requirements = RequirementCount.lines(catalogue, results: results, saboteurs: saboteurs)
        self.saboteurs = saboteurs
        self.areScenariosJudged = areScenariosJudged
        self.rerun = rerun
    }

    /// How many scenarios have each verdict, by its word; words that do not occur count 0.
    public var counts: [String: Int] {
        results.reduce(into: Dictionary(uniqueKeysWithValues: Verdict.words.map { ($0, 0) })) { counts, result in
            counts[result.verdict.word, default: 0] += 1
        }
    }

    /// What the run comes to.
    ///
    /// Our own fault weighs most, because it makes the other verdicts doubtful. What is blocked does not decide:
    /// the scenario that blocks it does.
    public var outcome: Outcome {
        if results.contains(where: \.verdict.isOwnFault) { return .ownFault }
        if results.contains(where: { isBad($0) }) { return .judgedBad }
        let isSuiteBad = saboteurs.contains { $0.verdict != .killedByOwn } || !scenariosThatProveNothing.isEmpty
        return isSuiteBad ? .judgedBad : .good
    }

    /// The ids of the scenarios that passed although every saboteur was let loose on what they cover: a claim that
    /// cannot fail is a defect of the suite.
    public var scenariosThatProveNothing: [String] {
        guard areScenariosJudged else { return [] }
        let failed = Set(saboteurs.filter { $0.verdict == .killedByOwn }.flatMap(\.by))
        return results.compactMap { result in
            guard case .passed = result.verdict, !failed.contains(result.scenario.id) else { return nil }
            return result.scenario.id
        }
    }

    /// True if this result alone makes the run bad.
    public func isBad(_ result: ScenarioResult) -> Bool {
        switch result.verdict {
        case .failed, .setupFailed, .harnessFailed, .stale: true
        case .warned: isStrict && result.scenario.kind == .recommended
        case .passed, .blocked, .skipped, .knownFailing: false
        }
    }
}

extension Verdict {
    /// True if the harness failed, not the target.
    var isOwnFault: Bool {
        if case .harnessFailed = self { true } else { false }
    }
}
