// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import ScenarioRunner

/// What became of one saboteur: whether the suite noticed the defect, and by the right scenario.
public struct SaboteurJudgement: Sendable {
    /// How a saboteur ended.
    public enum Verdict: String, Sendable, Hashable, CaseIterable {
        /// A requirement that it breaks failed at a step of a scenario that covers it: the suite works.
        case killedByOwn = "killed-by-own"
        /// Something else failed: the defect is noticed, but not for the stated reason.
        case killedByOther = "killed-by-other"
        /// Everything passed: the suite does not see the defect.
        case survived
        /// Nothing could be learned: no scenario covers what it breaks, or none passes on the correct proxy.
        case void
        /// Nothing was learned this time: the scenarios did not get as far as their claims.
        case inconclusive
    }

    /// The saboteur's name.
    public let name: String
    /// The requirements that it breaks.
    public let breaks: [String]
    /// One sentence on the defect.
    public let summary: String
    /// How it ended.
    public let verdict: Verdict
    /// The ids of the scenarios that speak for the verdict.
    public let by: [String]
    /// The requirements among `breaks` that killed it.
    public let killedRequirements: [String]
    /// A sentence on why.
    public let reason: String
    /// What was played on the sabotaged proxy.
    public let results: [ScenarioResult]
}
