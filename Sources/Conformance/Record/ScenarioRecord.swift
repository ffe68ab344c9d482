// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import ScenarioRunner

/// A scenario of a run with what came of it.
public struct ScenarioRecord: Sendable, Hashable {
    /// What its file says.
    public let plan: ScenarioPlan
    /// True once it has begun to be played.
    public var isStarted = false
    /// How its steps went, as far as they were begun.
    public var steps: [StepRecord] = []
    /// What was judged besides, by its name: true if it holds.
    public var checks: [String: Bool] = [:]
    /// What passed between the parties.
    public var messages: [SequenceMessage] = []
    /// How it ended, nil while it has not.
    public var end: ScenarioEnd?

    /// Makes the record of a scenario that was not played.
    public init(plan: ScenarioPlan) {
        self.plan = plan
    }

    /// Its verdict as a word, `interrupted` if the run ended first.
    public var word: String { end?.verdict ?? Self.interrupted }

    /// True if it ended in a way that somebody must look at.
    public var needsALook: Bool { !["passed", "skipped", "blocked", "known-failing"].contains(word) }

    /// The word for a scenario that has no verdict because the run was cut short.
    public static let interrupted = "interrupted"
}

/// What a scenario's file says of it.
public struct ScenarioPlan: Sendable, Hashable, Codable {
    /// A step, or a group of steps.
    public struct Step: Sendable, Hashable, Codable {
        /// Its label: its number from 1.
        public let label: String
        /// The whole sentence.
        public let text: String
        /// The line of the file on which it stands.
        public let line: Int

        /// Makes a step.
        public init(label: String, text: String, line: Int) {
            self.label = label
            self.text = text
            self.line = line
        }
    }

    /// The scenario's id.
    public let id: String
    /// The claim in one sentence.
    public let title: String
    /// `required`, `recommended` or `observed`.
    public let kind: String
    /// The requirements that it tests.
    public let covers: [String]
    /// Why a failure would matter.
    public let why: String?
    /// The file it stands in.
    public let file: String
    /// The line of its id.
    public let line: Int
    /// The steps, a group counting as one.
    public let steps: [Step]

    /// The first part of the id.
    public var area: String { String(id.prefix { $0 != "/" }) }

    /// Makes a plan.
    public init(
        id: String, title: String, kind: String, covers: [String] = [], why: String? = nil, file: String = "",
        line: Int = 1, steps: [Step] = []
    ) {
        self.id = id
        self.title = title
        self.kind = kind
        self.covers = covers
        self.why = why
        self.file = file
        self.line = line
        self.steps = steps
    }
}

/// How a step went.
public struct StepRecord: Sendable, Hashable {
    /// The step's label.
    public let label: String
    /// How long it took, nil while it has not ended.
    public var seconds: Double?
    /// True if it came out as it must, nil while it has not ended.
    public var holds: Bool?
}

/// How a scenario ended.
public struct ScenarioEnd: Sendable, Hashable, Codable {
    /// The verdict's word, as in the JSON report.
    public let verdict: String
    /// A sentence on why, where it did not just pass.
    public let reason: String?
    /// How long it took.
    public let seconds: Double
    /// The evidence, where it failed.
    public let failure: FailureRecord?
    /// How many messages passed that the log does not tell.
    public let omitted: Int

    /// Makes an end.
    public init(
        verdict: String, reason: String? = nil, seconds: Double, failure: FailureRecord? = nil, omitted: Int = 0
    ) {
        self.verdict = verdict
        self.reason = reason
        self.seconds = seconds
        self.failure = failure
        self.omitted = omitted
    }
}
