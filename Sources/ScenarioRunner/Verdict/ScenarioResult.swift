// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import ScenarioLanguage
public import Wire

/// A scenario with its verdict and what was witnessed.
public struct ScenarioResult: Sendable {
    /// The scenario.
    public let scenario: Scenario
    /// How it ended.
    public let verdict: Verdict
    /// How long it took.
    public let seconds: Double
    /// Every exchange on every side in order of time, secrets replaced by canary names.
    ///
    /// - Shape: masked anew at each call, since most results are never looked at that closely.
    public var transcript: [WitnessedExchange] { makeTranscript() }
    /// Secrets that were seen out of place, one sentence each.
    public let tainted: [String]
    /// The steps, or groups of steps, that were begun.
    public let steps: [PlayedStep]
    private let makeTranscript: @Sendable () -> [WitnessedExchange]
    private let makeSequence: @Sendable (_ isWhole: Bool) -> MessageSequence

    /// Makes a result.
    public init(
        scenario: Scenario, verdict: Verdict, seconds: Double = 0, tainted: [String] = [],
        steps: [PlayedStep] = [], transcript: @escaping @Sendable () -> [WitnessedExchange] = { [] },
        sequence: @escaping @Sendable (_ isWhole: Bool) -> MessageSequence = { _ in .empty }
    ) {
        self.scenario = scenario
        self.verdict = verdict
        self.seconds = seconds
        self.tainted = tainted
        self.steps = steps
        makeTranscript = transcript
        makeSequence = sequence
    }

    /// What passed between the parties, message by message; what is cut is counted.
    ///
    /// - Parameter isWhole: true for as much as a person reads, false for a look at each step.
    /// - Returns: the messages in order of time.
    public func sequence(isWhole: Bool) -> MessageSequence { makeSequence(isWhole) }

    /// The same result with another verdict, as Conformance decides it.
    public func with(_ verdict: Verdict) -> ScenarioResult {
        ScenarioResult(
            scenario: scenario, verdict: verdict, seconds: seconds, tainted: tainted, steps: steps,
            transcript: makeTranscript, sequence: makeSequence)
    }
}
