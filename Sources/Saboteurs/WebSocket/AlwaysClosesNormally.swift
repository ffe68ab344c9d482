// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import NIOCore
public import Testbed
import Wire

/// Closes every socket with code 1000.
public struct AlwaysClosesNormally: Saboteur {
    /// The name in reports.
    public static let name = "always-closes-normally"
    /// The requirements that must catch it.
    public static let breaks = ["WS-07"]
    /// What is wrong with this proxy.
    public static let summary = "Closes every socket with code 1000."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onFrame: { _, frame, _ in
                guard frame.kind == .close else { return [frame] }
                return [Frame(opcode: .close, payload: ByteBuffer(bytes: [0x03, 0xE8]))]
            })
    }
}
