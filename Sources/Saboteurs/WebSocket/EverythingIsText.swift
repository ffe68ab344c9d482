// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import NIOCore
public import Testbed
import Wire

/// Turns binary messages into text.
public struct EverythingIsText: Saboteur {
    /// The name in reports.
    public static let name = "everything-is-text"
    /// The requirements that must catch it.
    public static let breaks = ["WS-05"]
    /// What is wrong with this proxy.
    public static let summary = "Turns binary messages into text."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(
            onFrame: { _, frame, _ in
                guard frame.kind == .binary else { return [frame] }
                let text = String(decoding: frame.payload.readableBytesView, as: UTF8.self)
                return [Frame(opcode: .text, payload: ByteBuffer(string: text))]
            })
    }
}
