// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Knows identity fields by one spelling only.
public struct FiltersExactNamesOnly: Saboteur {
    /// The name in reports.
    public static let name = "filters-exact-names-only"
    /// The requirements that must catch it.
    public static let breaks = ["ATT-06"]
    /// What is wrong with this proxy.
    public static let summary = "Knows identity fields by one spelling only."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        let names = ["X_Forwarded_User", "X_Auth_Request_User"]
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
