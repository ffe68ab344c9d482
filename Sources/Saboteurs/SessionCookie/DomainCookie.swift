// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Sets the session cookie for a whole domain.
public struct DomainCookie: Saboteur {
    /// The name in reports.
    public static let name = "domain-cookie"
    /// The requirements that must catch it.
    public static let breaks = ["COOKIE-04"]
    /// What is wrong with this proxy.
    public static let summary = "Sets the session cookie for a whole domain."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onResponse: { response, _, _ in
                response.rewriteSetCookie(ProxyNames.sessionCookie) { $0 + "; Domain=proxy.localhost" }
            })
    }
}
