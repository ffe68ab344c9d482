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
    private let makeTranscript: @Sendable () -> [WitnessedExchange]

    /// Makes a result.
    public init(
        scenario: Scenario, verdict: Verdict, seconds: Double = 0, tainted: [String] = [],
        transcript: @escaping @Sendable () -> [WitnessedExchange] = { [] }
    ) {
        self.scenario = scenario
        self.verdict = verdict
        self.seconds = seconds
        self.tainted = tainted
        makeTranscript = transcript
    }

    /// The same result with another verdict, as Conformance decides it.
    public func with(_ verdict: Verdict) -> ScenarioResult {
        ScenarioResult(
            scenario: scenario, verdict: verdict, seconds: seconds, tainted: tainted, transcript: makeTranscript)
    }
}
