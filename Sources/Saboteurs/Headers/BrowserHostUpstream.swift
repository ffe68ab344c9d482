// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Sends the browser's Host to the tenant.
public struct BrowserHostUpstream: Saboteur {
    /// The name in reports.
    public static let name = "browser-host-upstream"
    /// The requirements that must catch it.
    public static let breaks = ["HDR-01"]
    /// What is wrong with this proxy.
    public static let summary = "Sends the browser's Host to the tenant."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(
            onRequest: { request, _ in
                if request.isAPI { request.headers.set("Host", "proxy.localhost") }
                return .forward
            })
    }
}
