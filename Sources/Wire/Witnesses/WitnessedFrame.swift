// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A WebSocket frame that passed.
public struct WitnessedFrame: Sendable, Hashable {
    /// Whether the client of this connection sent it.
    public var fromClient: Bool
    /// The raw opcode.
    public var opcode: UInt8
    /// Whether it ends its message.
    public var fin: Bool
    /// The payload without mask.
    public var payload: [UInt8]
    /// When it passed, in nanoseconds of a monotonic clock.
    public var at: Int64

    /// Makes a frame from its parts.
    public init(fromClient: Bool, opcode: UInt8, fin: Bool = true, payload: [UInt8], at: Int64 = 0) {
        self.fromClient = fromClient
        self.opcode = opcode
        self.fin = fin
        self.payload = payload
        self.at = at
    }

    /// What the opcode means, nil where it is not defined.
    public var kind: FrameOpcode? { FrameOpcode(rawValue: opcode) }
    /// The payload as text, broken UTF-8 repaired.
    public var text: String { String(decoding: payload, as: UTF8.self) }
}
