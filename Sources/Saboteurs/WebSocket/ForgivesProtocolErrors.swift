// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import NIOCore
public import Testbed
import Wire

/// Mends frames that break the protocol and passes them on.
public struct ForgivesProtocolErrors: Saboteur {
    /// The name in reports.
    public static let name = "forgives-protocol-errors"
    /// The requirements that must catch it.
    public static let breaks = ["WS-11"]
    /// What is wrong with this proxy.
    public static let summary = "Mends frames that break the protocol and passes them on."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        // Every frame that a browser sends is written anew: masked, without reserved bits, as text that can be read.
        seams.browserSide = LinkBehaviour(
            onFrame: { direction, frame, _ in
                guard direction == .toServer, !frame.isControl else { return [frame] }
                let text = String(decoding: frame.payload.readableBytesView, as: UTF8.self)
                let isText = frame.kind == .text
                return [
                    Frame(
                        fin: frame.fin, opcode: frame.kind == nil ? 2 : frame.opcode,
                        payload: isText ? ByteBuffer(string: text) : frame.payload)
                ]
            })
    }
}
