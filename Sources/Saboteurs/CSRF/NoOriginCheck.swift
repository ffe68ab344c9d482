// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Relies on SameSite alone against forged requests.
public struct NoOriginCheck: Saboteur {
    /// The name in reports.
    public static let name = "no-origin-check"
    /// The requirements that must catch it.
    public static let breaks = ["CSRF-03"]
    /// What is wrong with this proxy.
    public static let summary = "Relies on SameSite alone against forged requests."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onRequest: { request, _ in
                if !request.isUpgrade, request.path != ProxyNames.logout { request.passAsSameOrigin() }
                return .forward
            })
    }
}
