// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Prefers the tenant cookies that a browser sends to its own.
public struct BrowserCookiesWin: Saboteur {
    /// The name in reports.
    public static let name = "browser-cookies-win"
    /// The requirements that must catch it.
    public static let breaks = ["ISOL-05"]
    /// What is wrong with this proxy.
    public static let summary = "Prefers the tenant cookies that a browser sends to its own."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onRequest: { request, _ in
                if let value = request.cookie("eas.sid") { request.headers.append("X-Wanted-Session", value) }
                return .forward
            })
        seams.tenantSide = LinkBehaviour(
            onRequest: { request, _ in
                guard let value = request.headers.first("X-Wanted-Session") else { return .forward }
                request.headers.removeAll("X-Wanted-Session")
                request.setCookie("eas.sid", value)
                return .forward
            })
    }
}
