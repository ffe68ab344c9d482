// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore

/// One WebSocket frame with its payload, unmasked.
///
/// - Source: RFC 6455 §5.
public struct Frame: Sendable, Hashable {
    /// Whether this is the last fragment of its message.
    public var fin: Bool
    /// The three reserved bits, RSV1 as 4, RSV2 as 2, RSV3 as 1.
    public var reserved: UInt8
    /// The four bits of the opcode, defined or not.
    public var opcode: UInt8
    /// The payload without mask.
    public var payload: ByteBuffer
    /// Whether the payload travelled masked.
    public var wasMasked: Bool

    /// Makes a frame with any opcode.
    public init(
        fin: Bool = true, reserved: UInt8 = 0, opcode: UInt8, payload: ByteBuffer = ByteBuffer(),
        wasMasked: Bool = false
    ) {
        self.fin = fin
        self.reserved = reserved
        self.opcode = opcode
        self.payload = payload
        self.wasMasked = wasMasked
    }

    /// Makes a frame with a defined opcode.
    public init(
        fin: Bool = true, reserved: UInt8 = 0, opcode: FrameOpcode, payload: ByteBuffer = ByteBuffer(),
        wasMasked: Bool = false
    ) {
        self.init(fin: fin, reserved: reserved, opcode: opcode.rawValue, payload: payload, wasMasked: wasMasked)
    }

    /// What the opcode means, nil where it is not defined.
    public var kind: FrameOpcode? { FrameOpcode(rawValue: opcode) }
    /// Whether the opcode, defined or not, is of a control frame.
    public var isControl: Bool { opcode & 0x8 != 0 }

    /// Writes the frame as it travels, masked where a key is given.
    public func write(into buffer: inout ByteBuffer, maskKey: UInt32? = nil) {
        FrameHeader(
            fin: fin, reserved: reserved, opcode: opcode, maskKey: maskKey,
            payloadLength: UInt64(payload.readableBytes)
        ).write(into: &buffer)
        let start = buffer.writerIndex
        buffer.writeImmutableBuffer(payload)
        if let maskKey { FrameMask.apply(maskKey, to: &buffer, from: start) }
    }

    /// Takes one whole frame from the front of the buffer.
    ///
    /// - Units: `limit` bounds the payload in bytes.
    /// - Returns: nil, and an untouched buffer, while the frame is incomplete.
    /// - Throws: `WireError` with `.badFrame`, or `.frameTooLarge` as soon as the header tells.
    public static func parse(_ buffer: inout ByteBuffer, limit: Int) throws(WireError) -> Frame? {
        let header = try buffer.scan { (bytes) throws(WireError) in try FrameHeader.parse(bytes) }
        guard let header else { return nil }
        guard header.payloadLength <= UInt64(limit) else {
            throw WireError(.frameTooLarge, "The frame has more than \(limit) bytes of payload.")
        }
        let length = Int(header.payloadLength)
        guard buffer.readableBytes >= header.headerLength + length else { return nil }
        buffer.moveReaderIndex(forwardBy: header.headerLength)
        guard var payload = buffer.readSlice(length: length) else { return nil }
        if let key = header.maskKey { FrameMask.apply(key, to: &payload, from: payload.readerIndex) }
        return Frame(
            fin: header.fin, reserved: header.reserved, opcode: header.opcode, payload: payload,
            wasMasked: header.maskKey != nil)
    }
}
