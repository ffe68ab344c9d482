// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore

/// Joins fragments to messages and refuses what breaks the rules.
///
/// - Source: RFC 6455 §5.4, §8.1.
public struct MessageAssembler: Sendable {
    /// The most bytes of one message.
    public let limit: Int
    private var opcode: FrameOpcode?
    private var payload = ByteBuffer()

    /// Makes an assembler; `limit` bounds one message in bytes.
    public init(limit: Int = 64 * 1024 * 1024) { self.limit = limit }

    /// Whether a message has begun and not ended.
    public var isInsideMessage: Bool { opcode != nil }

    /// Takes the next frame; control frames pass without touching the message under way.
    ///
    /// - Returns: a message when this frame completes it.
    /// - Throws: `WireError` with `.badFrame`, `.badFragment`, `.badUTF8` or `.frameTooLarge`.
    public mutating func feed(_ frame: Frame) throws(WireError) -> WebSocketMessage? {
        guard frame.reserved == 0 else {
            throw WireError(.badFrame, "A reserved bit is set and no extension was agreed on.")
        }
        guard let kind = frame.kind else {
            throw WireError(.badFrame, "The opcode \(frame.opcode) is not defined.")
        }
        if kind.isControl { return nil }
        try begin(kind)
        guard payload.readableBytes + frame.payload.readableBytes <= limit else {
            throw WireError(.frameTooLarge, "The message has more than \(limit) bytes.")
        }
        payload.writeImmutableBuffer(frame.payload)
        return frame.fin ? try finish() : nil
    }

    private mutating func begin(_ kind: FrameOpcode) throws(WireError) {
        switch (kind, opcode) {
        case (.continuation, nil):
            throw WireError(.badFragment, "A continuation without a message to continue.")
        case (.continuation, _):
            return
        case (_, nil):
            opcode = kind
        default:
            throw WireError(.badFragment, "A new message begins inside another.")
        }
    }

    private mutating func finish() throws(WireError) -> WebSocketMessage {
        defer {
            payload = ByteBuffer()
            opcode = nil
        }
        guard opcode == .text else { return .binary(payload) }
        guard let text = String(validating: payload.readableBytesView, as: UTF8.self) else {
            throw WireError(.badUTF8, "A text message is not UTF-8.")
        }
        return .text(text)
    }
}
