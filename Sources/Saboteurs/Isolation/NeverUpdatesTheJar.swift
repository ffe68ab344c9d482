// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Fills the jar at the login and never again.
public struct NeverUpdatesTheJar: Saboteur {
    /// The name in reports.
    public static let name = "never-updates-the-jar"
    /// The requirements that must catch it.
    public static let breaks = ["ISOL-08"]
    /// What is wrong with this proxy.
    public static let summary = "Fills the jar at the login and never again."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(
            onResponse: { response, request, _ in
                if request.path != "/login/jwt-session" { response.headers.removeAll("Set-Cookie") }
            })
    }
}
