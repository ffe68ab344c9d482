// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Testbed

/// Has no limit for bodies.
public struct TakesAnyBody: Saboteur {
    /// The name in reports.
    public static let name = "takes-any-body"
    /// The requirements that must catch it.
    public static let breaks = ["LIM-01"]
    /// What is wrong with this proxy.
    public static let summary = "Has no limit for bodies."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.environment = { variables in variables["bodyLimit"] = "1G" }
    }
}
