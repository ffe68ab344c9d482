// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Hands over the bytes behind an upgrade before the tenant has agreed.
public struct CopiesBytesBeforeTheSwitch: Saboteur {
    /// The name in reports.
    public static let name = "copies-bytes-before-the-switch"
    /// The requirements that must catch it.
    public static let breaks = ["ATT-10"]
    /// What is wrong with this proxy.
    public static let summary = "Hands over the bytes behind an upgrade before the tenant has agreed."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(
            onRequest: { request, context in
                guard request.isUpgrade else { return .forward }
                request.target = "/smuggled"
                return .forward
            })
    }
}
