// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The defined meanings of a frame's opcode.
///
/// - Source: RFC 6455 §5.2, §11.8.
public enum FrameOpcode: UInt8, Sendable, Hashable, CaseIterable {
    /// Goes on with a fragmented message.
    case continuation = 0
    /// Starts a text message.
    case text = 1
    /// Starts a binary message.
    case binary = 2
    /// Closes the connection.
    case close = 8
    /// Asks for a pong.
    case ping = 9
    /// Answers a ping.
    case pong = 10

    /// Whether the opcode is of a control frame.
    public var isControl: Bool { rawValue >= 8 }
}
