// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Takes the last of several session cookies without a word.
public struct LastDuplicateWins: Saboteur {
    /// The name in reports.
    public static let name = "last-duplicate-wins"
    /// The requirements that must catch it.
    public static let breaks = ["ATT-08"]
    /// What is wrong with this proxy.
    public static let summary = "Takes the last of several session cookies without a word."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onRequest: { request, _ in
                let values = request.headers.all("Cookie").flatMap { CookieHeader.parse($0).pairs }
                    .filter { $0.name == ProxyNames.sessionCookie }
                if values.count > 1, let last = values.last { request.setCookie(last.name, last.value) }
                return .forward
            })
    }
}
