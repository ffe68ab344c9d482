// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Binds the session to the connection it first came on.
public struct SessionByConnection: Saboteur {
    /// The name in reports.
    public static let name = "session-by-connection"
    /// The requirements that must catch it.
    public static let breaks = ["CONC-01"]
    /// What is wrong with this proxy.
    public static let summary = "Binds the session to the connection it first came on."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onRequest: { request, context in
                if let first = context.notes["cookie"] {
                    request.headers.set("Cookie", first)
                } else if let cookie = request.headers.first("Cookie"), request.isAPI {
                    context.notes["cookie"] = cookie
                }
                return .forward
            })
    }
}
