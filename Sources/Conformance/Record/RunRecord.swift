// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A run as plain values: what its event log tells, and what every report can be written from.
public struct RunRecord: Sendable, Hashable {
    /// How it began.
    public var start: RunStart
    /// The catalogue, with what the run says of each requirement.
    public var requirements: [RequirementRecord] = []
    /// The scenarios in the order of the plan.
    public var scenarios: [ScenarioRecord] = []
    /// The saboteurs that were let loose.
    public var saboteurs: [SaboteurRecord] = []
    /// How it ended; nil if it was cut short.
    public var end: RunEnd?

    /// Makes the record of a run that has just begun.
    public init(start: RunStart) {
        self.start = start
    }

    /// Writes the commands that play a scenario again.
    public var rerun: RerunCommand { RerunCommand(options: start.options, seed: start.seed) }

    /// How many scenarios have each verdict, by its word; words that do not occur are left out.
    public var counts: [String: Int] {
        scenarios.reduce(into: [:]) { counts, scenario in counts[scenario.word, default: 0] += 1 }
    }
}

/// What is known when a run begins.
public struct RunStart: Sendable, Hashable, Codable {
    /// The version of the names in the log.
    public let schema: Int
    /// The target's name.
    public let target: String
    /// The seed of everything random.
    public let seed: UInt64
    /// True if warnings count as failures.
    public let strict: Bool
    /// When it began, as RFC 3339 writes it.
    public let time: String
    /// The options that play it again, without selectors, seed and saboteurs.
    public let options: [String]

    /// The present version.
    public static let currentSchema = 1

    /// Makes the beginning of a run.
    public init(target: String, seed: UInt64, strict: Bool, time: String, options: [String]) {
        schema = Self.currentSchema
        self.target = target
        self.seed = seed
        self.strict = strict
        self.time = time
        self.options = options
    }
}

/// What is known when a run has ended.
public struct RunEnd: Sendable, Hashable, Codable {
    /// How long the run took.
    public let seconds: Double
    /// `good`, `judged-bad` or `own-fault`.
    public let outcome: String

    /// Makes the end of a run.
    public init(seconds: Double, outcome: String) {
        self.seconds = seconds
        self.outcome = outcome
    }
}
