// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Testbed

/// Waits for slow requests as long as they like.
public struct WaitsForSlowRequests: Saboteur {
    /// The name in reports.
    public static let name = "waits-for-slow-requests"
    /// The requirements that must catch it.
    public static let breaks = ["LIM-02"]
    /// What is wrong with this proxy.
    public static let summary = "Waits for slow requests as long as they like."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.environment = { variables in
            variables["headTimeout"] = "1h"
            variables["bodyTimeout"] = "1h"
        }
    }
}
