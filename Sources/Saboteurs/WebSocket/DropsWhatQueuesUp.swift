// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import NIOCore
public import Testbed
import Wire

/// Drops messages when more is under way to a browser than it cares to keep.
public struct DropsWhatQueuesUp: Saboteur {
    /// The name in reports.
    public static let name = "drops-what-queues-up"
    /// The requirements that must catch it.
    public static let breaks = ["WS-13"]
    /// What is wrong with this proxy.
    public static let summary = "Drops messages when more is under way to a browser than it cares to keep."

    private static let queueBytes = 8 << 20

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onFrame: { direction, frame, context in
                guard direction == .toClient, !frame.isControl else { return [frame] }
                let queued = Int(context.notes["queued"] ?? "") ?? 0
                context.notes["queued"] = "\(queued + frame.payload.readableBytes)"
                return queued < Self.queueBytes ? [frame] : []
            })
    }
}
