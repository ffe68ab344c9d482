// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Hands the bytes behind a refused upgrade to the tenant as if it had agreed.
public struct CopiesBytesBeforeTheSwitch: Saboteur {
    /// The name in reports.
    public static let name = "copies-bytes-before-the-switch"
    /// The requirements that must catch it.
    public static let breaks = ["ATT-10"]
    /// What is wrong with this proxy.
    public static let summary = "Hands the bytes behind a refused upgrade to the tenant as if it had agreed."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onRequest: { request, context in
                if request.isUpgrade {
                    context.notes["caller"] = request.headers.first("Cookie")
                    context.notes["host"] = request.headers.first("Host")
                } else if let caller = context.notes["caller"], let host = context.notes["host"] {
                    request.headers.append("X-Behind-Upgrade", request.target)
                    request.target = "/api/v1/behind-upgrade"
                    request.headers.set("Host", host)
                    request.headers.set("Cookie", caller)
                }
                return .forward
            },
            onResponse: { response, request, _ in
                if request.isUpgrade { response.headers.removeAll("Connection") }
            })
        seams.tenantSide = LinkBehaviour(
            onRequest: { request, _ in
                if let target = request.headers.first("X-Behind-Upgrade") { request.target = target }
                return .forward
            })
    }
}
