// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Testbed

/// Keeps sessions in memory, so that they end with the process.
public struct KeepsSessionsInMemory: Saboteur {
    /// The name in reports.
    public static let name = "keeps-sessions-in-memory"
    /// The requirements that must catch it.
    public static let breaks = ["CONC-05"]
    /// What is wrong with this proxy.
    public static let summary = "Keeps sessions in memory, so that they end with the process."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.environment = { $0["sessionStore"] = "memory" }
    }
}
