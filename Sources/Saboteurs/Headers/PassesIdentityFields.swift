// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Passes identity fields from the browser to the tenant.
public struct PassesIdentityFields: Saboteur {
    /// The name in reports.
    public static let name = "passes-identity-fields"
    /// The requirements that must catch it.
    public static let breaks = ["HDR-04"]
    /// What is wrong with this proxy.
    public static let summary = "Passes identity fields from the browser to the tenant."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        let names = ["X-Forwarded-User", "X-Auth-Request-User", "Remote-User"]
        seams.browserSide = LinkBehaviour(
            onRequest: { request, _ in
                Smuggling.hide(names, in: &request.headers)
                return .forward
            })
        seams.tenantSide = LinkBehaviour(
            onRequest: { request, _ in
                Smuggling.reveal(names, in: &request.headers)
                return .forward
            })
    }
}
