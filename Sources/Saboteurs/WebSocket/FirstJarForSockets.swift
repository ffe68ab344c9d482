// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Opens every socket with the cookies of the user who opened the first.
public struct FirstJarForSockets: Saboteur {
    /// The name in reports.
    public static let name = "first-jar-for-sockets"
    /// The requirements that must catch it.
    public static let breaks = ["WS-01"]
    /// What is wrong with this proxy.
    public static let summary = "Opens every socket with the cookies of the user who opened the first."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(
            onRequest: { request, context in
                guard request.isUpgrade, let own = request.headers.first("Cookie") else { return .forward }
                let first = context.shared.withAll { notes in
                    if notes["jar"] == nil { notes["jar"] = own }
                    return notes["jar"] ?? own
                }
                request.headers.set("Cookie", first)
                return .forward
            })
    }
}
