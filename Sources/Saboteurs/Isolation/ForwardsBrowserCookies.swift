// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Appends the browser's own cookies to those for the tenant.
public struct ForwardsBrowserCookies: Saboteur {
    /// The name in reports.
    public static let name = "forwards-browser-cookies"
    /// The requirements that must catch it.
    public static let breaks = ["ISOL-04"]
    /// What is wrong with this proxy.
    public static let summary = "Appends the browser's own cookies to those for the tenant."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onRequest: { request, _ in
                if let cookie = request.headers.first("Cookie") { request.headers.append("X-Browser-Cookie", cookie) }
                return .forward
            })
        seams.tenantSide = LinkBehaviour(
            onRequest: { request, _ in
                guard let extra = request.headers.first("X-Browser-Cookie") else { return .forward }
                request.headers.removeAll("X-Browser-Cookie")
                request.headers.set("Cookie", "\(request.headers.first("Cookie") ?? ""); \(extra)")
                return .forward
            })
    }
}
