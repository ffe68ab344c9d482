// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Forwards the path without its query.
public struct DropsTheQuery: Saboteur {
    /// The name in reports.
    public static let name = "drops-the-query"
    /// The requirements that must catch it.
    public static let breaks = ["BODY-03"]
    /// What is wrong with this proxy.
    public static let summary = "Forwards the path without its query."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(
            onRequest: { request, _ in
                if request.isAPI { request.target = request.path }
                return .forward
            })
    }
}
