// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Passes redirects to the tenant's own host.
public struct PassesTenantLocations: Saboteur {
    /// The name in reports.
    public static let name = "passes-tenant-locations"
    /// The requirements that must catch it.
    public static let breaks = ["STAT-02"]
    /// What is wrong with this proxy.
    public static let summary = "Passes redirects to the tenant's own host."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(onResponse: { response, _, _ in
            Smuggling.hide(["Location"], in: &response.headers)
        })
        seams.browserSide = LinkBehaviour(
            onResponse: { response, _, _ in Smuggling.reveal(["Location"], in: &response.headers, replacing: true) })
    }
}
