// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// One WebSocket frame that a scenario sends.
public struct StageFrame: Sendable, Hashable {
    /// The opcode: 0 continuation, 1 text, 2 binary, 8 close, 9 ping, 10 pong.
    public let opcode: UInt8
    /// The payload.
    public let payload: [UInt8]
    /// False for all but the last fragment of a message.
    public let isFinal: Bool
    /// Reserved bits, 0…7.
    public let reserved: UInt8
    /// False sends a browser's frame without a mask, which RFC 6455 §5.1 forbids.
    public let isMasked: Bool

    /// Makes a frame.
    public init(opcode: UInt8, payload: [UInt8], isFinal: Bool = true, reserved: UInt8 = 0, isMasked: Bool = true) {
        self.opcode = opcode
        self.payload = payload
        self.isFinal = isFinal
        self.reserved = reserved
        self.isMasked = isMasked
    }

    /// A whole text message.
    public static func text(_ text: String) -> StageFrame { StageFrame(opcode: 1, payload: Array(text.utf8)) }
    /// A whole binary message.
    public static func binary(_ bytes: [UInt8]) -> StageFrame { StageFrame(opcode: 2, payload: bytes) }
    /// A ping.
    public static func ping(_ bytes: [UInt8]) -> StageFrame { StageFrame(opcode: 9, payload: bytes) }
}
