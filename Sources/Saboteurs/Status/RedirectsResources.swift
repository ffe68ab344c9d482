// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Sends browsers to the tenant for scripts and style sheets.
public struct RedirectsResources: Saboteur {
    /// The name in reports.
    public static let name = "redirects-resources"
    /// The requirements that must catch it.
    public static let breaks = ["STAT-04"]
    /// What is wrong with this proxy.
    public static let summary = "Sends browsers to the tenant for scripts and style sheets."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onRequest: { request, context in
                guard request.path.hasPrefix("/resources/") || request.path.hasPrefix("/assets/") else {
                    return .forward
                }
                let location = "https://tenant.localhost\(request.target)"
                return .answer(ResponseHead(status: 302, headers: ["Location": location]), [])
            })
    }
}
