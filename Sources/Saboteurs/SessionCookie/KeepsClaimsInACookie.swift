// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Puts the claims of the ID token into a cookie, however long they are.
public struct KeepsClaimsInACookie: Saboteur {
    /// The name in reports.
    public static let name = "keeps-claims-in-a-cookie"
    /// The requirements that must catch it.
    public static let breaks = ["COOKIE-07"]
    /// What is wrong with this proxy.
    public static let summary = "Puts the claims of the ID token into a cookie, however long they are."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onResponse: { response, request, _ in
                guard request.path == ProxyNames.callback, response.status == 303 else { return }
                let claims = String(repeating: "department.", count: 500)
                response.headers.append("Set-Cookie", "__Host-claims=\(claims); Path=/; Secure; HttpOnly; SameSite=Lax")
            })
    }
}
