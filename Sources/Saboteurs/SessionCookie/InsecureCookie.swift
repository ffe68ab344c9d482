// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Sets the session cookie without Secure.
public struct InsecureCookie: Saboteur {
    /// The name in reports.
    public static let name = "insecure-cookie"
    /// The requirements that must catch it.
    public static let breaks = ["COOKIE-02"]
    /// What is wrong with this proxy.
    public static let summary = "Sets the session cookie without Secure."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onResponse: { response, _, _ in
                response.rewriteSetCookie(ProxyNames.sessionCookie) { $0.replacing("; Secure", with: "") }
            })
    }
}
