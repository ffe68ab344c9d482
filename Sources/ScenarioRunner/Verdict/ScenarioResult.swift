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
    public let transcript: [WitnessedExchange]
    /// Secrets that were seen out of place, one sentence each.
    public let tainted: [String]

    /// Makes a result.
    public init(
        scenario: Scenario, verdict: Verdict, seconds: Double = 0, transcript: [WitnessedExchange] = [],
        tainted: [String] = []
    ) {
        self.scenario = scenario
        self.verdict = verdict
        self.seconds = seconds
        self.transcript = transcript
        self.tainted = tainted
    }

    /// The same result with another verdict, as Conformance decides it.
    public func with(_ verdict: Verdict) -> ScenarioResult {
        ScenarioResult(
            scenario: scenario, verdict: verdict, seconds: seconds, transcript: transcript, tainted: tainted)
    }
}
