// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Takes every path that ends like a style sheet for an open one.
public struct TrustsTheSuffix: Saboteur {
    /// The name in reports.
    public static let name = "trusts-the-suffix"
    /// The requirements that must catch it.
    public static let breaks = ["ATT-05"]
    /// What is wrong with this proxy.
    public static let summary = "Takes every path that ends like a style sheet for an open one."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onRequest: { request, _ in
                guard request.path.hasSuffix(".css"), request.isAPI else { return .forward }
                return .answer(ResponseHead(status: 200, headers: ["Content-Type": "text/css"]), [])
            })
    }
}
