// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import ScenarioLanguage

/// What a run says about one requirement.
public struct RequirementLine: Sendable {
    /// The requirement.
    public let requirement: Requirement
    /// The verdict: a word of `Verdict`, or `untested` where no scenario of the run covers it.
    public let verdict: String
    /// The ids of the scenarios that cover it.
    public let scenarios: [String]
    /// The names of the saboteurs that break it.
    public let saboteurs: [String]
    /// True if at least one of them was killed by this requirement.
    public let isProven: Bool
}
