// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Passes what the browser says in the forwarding fields.
public struct AppendsForwardedBlindly: Saboteur {
    /// The name in reports.
    public static let name = "appends-forwarded-blindly"
    /// The requirements that must catch it.
    public static let breaks = ["HDR-05"]
    /// What is wrong with this proxy.
    public static let summary = "Passes what the browser says in the forwarding fields."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        let names = ["X-Forwarded-For", "X-Forwarded-Host"]
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
