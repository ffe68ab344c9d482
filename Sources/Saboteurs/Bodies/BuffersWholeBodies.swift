// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import NIOCore
public import Testbed
import Wire

/// Takes whole answers from the tenant, whether the browser is still there or not.
public struct BuffersWholeBodies: Saboteur {
    /// The name in reports.
    public static let name = "buffers-whole-bodies"
    /// The requirements that must catch it.
    public static let breaks = ["BODY-06"]
    /// What is wrong with this proxy.
    public static let summary = "Takes whole answers from the tenant, whether the browser is still there or not."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(
            wantsResponseBody: { _, request, _ in request.isAPI }, onResponseBody: { body, _, _, _ in body })
    }
}
