// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Redirects scripts that are signed out to the sign-in.
public struct RedirectsScripts: Saboteur {
    /// The name in reports.
    public static let name = "redirects-scripts"
    /// The requirements that must catch it.
    public static let breaks = ["STAT-03"]
    /// What is wrong with this proxy.
    public static let summary = "Redirects scripts that are signed out to the sign-in."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onResponse: { response, _, _ in
                guard response.status == 401 else { return }
                response.status = 302
                response.headers.set("Location", ProxyNames.login)
            })
    }
}
