// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Asks for more renewals than it needs.
public struct RenewsTwice: Saboteur {
    /// The name in reports.
    public static let name = "renews-twice"
    /// The requirements that must catch it.
    public static let breaks = ["EXP-03"]
    /// What is wrong with this proxy.
    public static let summary = "Asks for more renewals than it needs."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(
            onRequest: { request, context in
                guard request.path == "/login/jwt-session" else { return .forward }
                return context.shared.count("logins") > 1 ? .forwardTimes(3) : .forward
            })
    }
}
