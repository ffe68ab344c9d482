// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import NIOCore
public import Testbed
import Wire

/// Puts the code 1006 on the wire.
public struct SendsReservedCodes: Saboteur {
    /// The name in reports.
    public static let name = "sends-reserved-codes"
    /// The requirements that must catch it.
    public static let breaks = ["WS-08"]
    /// What is wrong with this proxy.
    public static let summary = "Puts the code 1006 on the wire."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onFrame: { direction, frame, _ in
                guard direction == .toClient, frame.kind == .close else { return [frame] }
                return [Frame(opcode: .close, payload: ByteBuffer(bytes: [0x03, 0xEE]))]
            })
    }
}
