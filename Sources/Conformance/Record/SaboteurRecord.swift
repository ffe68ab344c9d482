// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import ScenarioRunner

/// What became of a saboteur.
public struct SaboteurRecord: Sendable, Hashable, Codable {
    /// What was played on the sabotaged proxy and did not pass.
    public struct Play: Sendable, Hashable, Codable {
        /// The scenario's id.
        public let scenario: String
        /// How it ended.
        public let end: ScenarioEnd
        /// How its steps went.
        public let steps: [PlayedStep]
        /// What passed between the parties.
        public let messages: [SequenceMessage]
    }

    /// Its name.
    public let name: String
    /// The requirements that it breaks.
    public let breaks: [String]
    /// One sentence on the defect.
    public let summary: String
    /// `killed-by-own`, `killed-by-other`, `survived`, `void` or `inconclusive`.
    public let verdict: String
    /// The ids of the scenarios that speak for the verdict.
    public let by: [String]
    /// The requirements that killed it.
    public let killed: [String]
    /// A sentence on why.
    public let reason: String
    /// How long it was played against.
    public let seconds: Double
    /// What did not pass; of several saboteurs, the first failure of each.
    public let plays: [Play]

    /// True if the suite has noticed it for the stated reason.
    public var isKilledByOwn: Bool { verdict == SaboteurJudgement.Verdict.killedByOwn.rawValue }
}
