// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore

/// The two ends of an exchange.
public enum RecordedSide: String, Sendable, Hashable, CaseIterable, Codable {
    /// The one that asks: the proxy, or a browser.
    case client
    /// The one that answers: the tenant.
    case server

    /// The opposite end.
    public var other: RecordedSide { self == .client ? .server : .client }
}

/// One WebSocket frame, its payload without mask.
///
/// - Source: RFC 6455 §5.2.
public struct RecordedFrame: Sendable, Hashable {
    /// Who sent it.
    public var side: RecordedSide
    /// The four bits of the opcode, defined or not; control frames are recorded like all others.
    public var opcode: UInt8
    /// Whether it ends its message.
    public var fin: Bool
    /// The three reserved bits, RSV1 as 4, RSV2 as 2, RSV3 as 1.
    public var reserved: UInt8
    /// The payload without mask.
    public var payload: ByteBuffer
    /// How many frames of the other side had been seen on this socket before this one: the causal edge.
    public var after: Int

    /// Makes a frame from its parts.
    public init(
        side: RecordedSide, opcode: UInt8, fin: Bool = true, reserved: UInt8 = 0, payload: ByteBuffer, after: Int
    ) {
        self.side = side
        self.opcode = opcode
        self.fin = fin
        self.reserved = reserved
        self.payload = payload
        self.after = after
    }
}
