// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Lets sockets live on when their session ends.
public struct SocketsOutliveLogout: Saboteur {
    /// The name in reports.
    public static let name = "sockets-outlive-logout"
    /// The requirements that must catch it.
    public static let breaks = ["WS-12"]
    /// What is wrong with this proxy.
    public static let summary = "Lets sockets live on when their session ends."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onFrame: { direction, frame, _ in direction == .toClient && frame.kind == .close ? [] : [frame] })
    }
}
