// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Passes every Upgrade on.
public struct PassesAnyUpgrade: Saboteur {
    /// The name in reports.
    public static let name = "passes-any-upgrade"
    /// The requirements that must catch it.
    public static let breaks = ["HOP-03"]
    /// What is wrong with this proxy.
    public static let summary = "Passes every Upgrade on."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onRequest: { request, _ in
                if request.headers.first("Upgrade") == "h2c" { request.headers.append("X-Wanted-Upgrade", "h2c") }
                return .forward
            })
        seams.tenantSide = LinkBehaviour(
            onRequest: { request, _ in
                guard let wanted = request.headers.first("X-Wanted-Upgrade") else { return .forward }
                request.headers.removeAll("X-Wanted-Upgrade")
                request.headers.append("Upgrade", wanted)
                return .forward
            })
    }
}
