// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Testbed

/// Lets one user open as many sockets as she likes.
public struct UnboundedSockets: Saboteur {
    /// The name in reports.
    public static let name = "unbounded-sockets"
    /// The requirements that must catch it.
    public static let breaks = ["LIM-03"]
    /// What is wrong with this proxy.
    public static let summary = "Lets one user open as many sockets as she likes."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.environment = { variables in variables["socketsLimit"] = "1000000" }
    }
}
