// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Follows the tenant's redirects by itself, cookies included.
public struct FollowsRedirects: Saboteur {
    /// The name in reports.
    public static let name = "follows-redirects"
    /// The requirements that must catch it.
    public static let breaks = ["ISOL-09"]
    /// What is wrong with this proxy.
    public static let summary = "Follows the tenant's redirects by itself, cookies included."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(
            onResponse: { response, request, _ in
                guard response.status / 100 == 3, let location = response.headers.first("Location") else { return }
                await Errand.run(location, cookie: request.headers.first("Cookie"))
            })
    }
}
