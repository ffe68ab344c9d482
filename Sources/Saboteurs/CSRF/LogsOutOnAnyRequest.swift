// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Signs out whoever's browser asks for the logout, from wherever.
public struct LogsOutOnAnyRequest: Saboteur {
    /// The name in reports.
    public static let name = "logs-out-on-any-request"
    /// The requirements that must catch it.
    public static let breaks = ["CSRF-05"]
    /// What is wrong with this proxy.
    public static let summary = "Signs out whoever's browser asks for the logout, from wherever."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onRequest: { request, _ in
                guard request.path == ProxyNames.logout else { return .forward }
                request.method = "POST"
                request.passAsSameOrigin()
                return .forward
            })
    }
}
