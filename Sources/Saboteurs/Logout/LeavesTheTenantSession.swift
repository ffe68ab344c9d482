// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Logs out here and leaves the session at the tenant.
public struct LeavesTheTenantSession: Saboteur {
    /// The name in reports.
    public static let name = "leaves-the-tenant-session"
    /// The requirements that must catch it.
    public static let breaks = ["OUT-03"]
    /// What is wrong with this proxy.
    public static let summary = "Logs out here and leaves the session at the tenant."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(
            onRequest: { request, _ in
                request.path == "/logout" ? .answer(ResponseHead(status: 204), []) : .forward
            })
    }
}
