// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Testbed

/// Leaves the end of a session to the browser.
public struct CookieAloneExpires: Saboteur {
    /// The name in reports.
    public static let name = "cookie-alone-expires"
    /// The requirements that must catch it.
    public static let breaks = ["EXP-01"]
    /// What is wrong with this proxy.
    public static let summary = "Leaves the end of a session to the browser."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.environment = { variables in
            variables["idleTimeout"] = "24h"
            variables["absoluteTimeout"] = "24h"
        }
    }
}
