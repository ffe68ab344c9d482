// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Ends more sessions than the one that was asked for.
public struct LogsEverybodyOut: Saboteur {
    /// The name in reports.
    public static let name = "logs-everybody-out"
    /// The requirements that must catch it.
    public static let breaks = ["OUT-04"]
    /// What is wrong with this proxy.
    public static let summary = "Ends more sessions than the one that was asked for."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onRequest: { request, context in
                if request.path == ProxyNames.logout { context.shared["out"] = "yes" }
                guard context.shared["out"] != nil, request.isAPI else { return .forward }
                return .answer(ResponseHead(status: 401, headers: ["Cache-Control": "no-store"]), [])
            })
    }
}
