// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Testbed

/// Lets one address leave as many sign-ins unfinished as it likes.
public struct UnboundedSignIns: Saboteur {
    /// The name in reports.
    public static let name = "unbounded-sign-ins"
    /// The requirements that must catch it.
    public static let breaks = ["LIM-03"]
    /// What is wrong with this proxy.
    public static let summary = "Lets one address leave as many sign-ins unfinished as it likes."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.environment = { variables in variables["signInsLimit"] = "1000000" }
    }
}
