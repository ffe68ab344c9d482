// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Hands the tenant's Set-Cookie to the browser.
public struct PassesTenantCookies: Saboteur {
    /// The name in reports.
    public static let name = "passes-tenant-cookies"
    /// The requirements that must catch it.
    public static let breaks = ["ISOL-01"]
    /// What is wrong with this proxy.
    public static let summary = "Hands the tenant's Set-Cookie to the browser."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(onResponse: { response, _, _ in
            Smuggling.hide(["Set-Cookie"], in: &response.headers)
        })
        seams.browserSide = LinkBehaviour(
            onResponse: { response, _, _ in Smuggling.reveal(["Set-Cookie"], in: &response.headers) })
    }
}
