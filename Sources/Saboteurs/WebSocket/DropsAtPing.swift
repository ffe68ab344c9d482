// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import NIOCore
public import Testbed
import Wire

/// Loses the rest of a message in whose middle a ping comes.
public struct DropsAtPing: Saboteur {
    /// The name in reports.
    public static let name = "drops-at-ping"
    /// The requirements that must catch it.
    public static let breaks = ["WS-11"]
    /// What is wrong with this proxy.
    public static let summary = "Loses the rest of a message in whose middle a ping comes."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(
            onFrame: { direction, frame, context in
                guard direction == .toServer else { return [frame] }
                if frame.kind == .ping { context.notes["pinged"] = context.notes["inside"] }
                guard !frame.isControl else { return [frame] }
                context.notes["inside"] = frame.fin ? nil : "yes"
                guard context.notes["pinged"] != nil else { return [frame] }
                if frame.fin { context.notes["pinged"] = nil }
                return frame.fin ? [Frame(fin: true, opcode: frame.opcode, payload: ByteBuffer())] : []
            })
    }
}
