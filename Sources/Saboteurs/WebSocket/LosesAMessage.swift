// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Loses the message that arrives while it is busy.
public struct LosesAMessage: Saboteur {
    /// The name in reports.
    public static let name = "loses-a-message"
    /// The requirements that must catch it.
    public static let breaks = ["WS-06"]
    /// What is wrong with this proxy.
    public static let summary = "Loses the message that arrives while it is busy."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(
            onFrame: { direction, frame, context in
                guard direction == .toServer, frame.kind == .text else { return [frame] }
                return context.notes.count("messages") == 100 ? [] : [frame]
            })
    }
}
