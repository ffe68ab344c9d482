// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Leaves the helper cookies of a sign-in in the browser.
public struct LeavesSignInCookies: Saboteur {
    /// The name in reports.
    public static let name = "leaves-sign-in-cookies"
    /// The requirements that must catch it.
    public static let breaks = ["COOKIE-07"]
    /// What is wrong with this proxy.
    public static let summary = "Leaves the helper cookies of a sign-in in the browser."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onResponse: { response, request, _ in
                guard request.path == ProxyNames.callback else { return }
                let lines = response.headers.all("Set-Cookie")
                response.headers.removeAll("Set-Cookie")
                for line in lines where line.hasPrefix(ProxyNames.sessionCookie) {
                    response.headers.append("Set-Cookie", line)
                }
            })
    }
}
