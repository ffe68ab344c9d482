// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Opens a socket for a page of any origin.
public struct AnyOriginMayOpen: Saboteur {
    /// The name in reports.
    public static let name = "any-origin-may-open"
    /// The requirements that must catch it.
    public static let breaks = ["WS-03"]
    /// What is wrong with this proxy.
    public static let summary = "Opens a socket for a page of any origin."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onRequest: { request, _ in
                if request.isUpgrade { request.passAsSameOrigin() }
                return .forward
            })
    }
}
