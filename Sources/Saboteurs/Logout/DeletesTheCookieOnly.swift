// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Deletes the browser's cookie and keeps the session.
public struct DeletesTheCookieOnly: Saboteur {
    /// The name in reports.
    public static let name = "deletes-the-cookie-only"
    /// The requirements that must catch it.
    public static let breaks = ["OUT-01"]
    /// What is wrong with this proxy.
    public static let summary = "Deletes the browser's cookie and keeps the session."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onRequest: { request, _ in
                guard request.path == ProxyNames.logout else { return .forward }
                let headers: HeaderList = [
                    "Location": "/", "Set-Cookie": "\(ProxyNames.sessionCookie)=; Path=/; Secure; Max-Age=0",
                ]
                return .answer(ResponseHead(status: 303, headers: headers), [])
            })
    }
}
