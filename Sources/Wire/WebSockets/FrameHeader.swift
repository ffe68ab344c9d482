// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore

/// The 2 to 14 bytes before a frame's payload.
///
/// - Source: RFC 6455 §5.2.
public struct FrameHeader: Sendable, Hashable {
    /// Whether this is the last fragment of its message.
    public var fin: Bool
    /// The three reserved bits, RSV1 as 4, RSV2 as 2, RSV3 as 1.
    public var reserved: UInt8
    /// The four bits of the opcode, defined or not.
    public var opcode: UInt8
    /// The masking key, nil where the payload is not masked.
    public var maskKey: UInt32?
    /// The bytes of the payload.
    public var payloadLength: UInt64

    /// Makes a header from its parts.
    public init(
        fin: Bool = true, reserved: UInt8 = 0, opcode: UInt8, maskKey: UInt32? = nil, payloadLength: UInt64
    ) {
        self.fin = fin
        self.reserved = reserved & 0x7
        self.opcode = opcode & 0xF
        self.maskKey = maskKey
        self.payloadLength = payloadLength
    }

    /// Makes a header with a defined opcode.
    public init(
        fin: Bool = true, reserved: UInt8 = 0, opcode: FrameOpcode, maskKey: UInt32? = nil, payloadLength: UInt64
    ) {
        self.init(
            fin: fin, reserved: reserved, opcode: opcode.rawValue, maskKey: maskKey, payloadLength: payloadLength)
    }

    /// What the opcode means, nil where it is not defined.
    public var kind: FrameOpcode? { FrameOpcode(rawValue: opcode) }
    /// Whether the opcode, defined or not, is of a control frame.
    public var isControl: Bool { opcode & 0x8 != 0 }
    /// The bytes of this header: 2, 4 or 10, and 4 more where it is masked.
    public var headerLength: Int {
        let extended = payloadLength < 126 ? 0 : payloadLength <= 0xFFFF ? 2 : 8
        return 2 + extended + (maskKey == nil ? 0 : 4)
    }

    /// Reads the header at the front of `bytes`.
    ///
    /// - Returns: nil while it is incomplete.
    /// - Throws: `WireError` with `.badFrame` for a length that is not minimal or beyond 63 bits, and for a control
    ///   frame that is fragmented or longer than 125 bytes.
    public static func parse(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> FrameHeader? {
        guard bytes.count >= 2 else { return nil }
        let short = bytes[1] & 0x7F
        let extended = short < 126 ? 0 : short == 126 ? 2 : 8
        let isMasked = bytes[1] & 0x80 != 0
        guard bytes.count >= 2 + extended + (isMasked ? 4 : 0) else { return nil }
        var header = FrameHeader(
            fin: bytes[0] & 0x80 != 0, reserved: bytes[0] >> 4 & 0x7, opcode: bytes[0] & 0xF,
            payloadLength: UInt64(short))
        if extended > 0 {
            header.payloadLength = bigEndian(bytes[2..<(2 + extended)])
        }
        if isMasked {
            header.maskKey = UInt32(truncatingIfNeeded: bigEndian(bytes[(2 + extended)..<(6 + extended)]))
        }
        try header.check(extendedBytes: extended)
        return header
    }

    /// Writes the header as it travels, without checking it.
    public func write(into buffer: inout ByteBuffer) {
        let masked: UInt8 = maskKey == nil ? 0 : 0x80
        buffer.writeInteger((fin ? 0x80 : 0) | reserved << 4 | opcode)
        if payloadLength < 126 {
            buffer.writeInteger(masked | UInt8(payloadLength))
        } else if payloadLength <= 0xFFFF {
            buffer.writeInteger(masked | 126)
            buffer.writeInteger(UInt16(payloadLength))
        } else {
            buffer.writeInteger(masked | 127)
            buffer.writeInteger(payloadLength)
        }
        if let maskKey { buffer.writeInteger(maskKey) }
    }

    private func check(extendedBytes: Int) throws(WireError) {
        if isControl && !fin { throw WireError(.badFrame, "A control frame is fragmented.") }
        if isControl && extendedBytes > 0 {
            throw WireError(.badFrame, "A control frame has more than 125 bytes of payload.", offset: 1)
        }
        if payloadLength > UInt64(Int64.max) {
            throw WireError(.badFrame, "The most significant bit of a 64-bit length is set.", offset: 2)
        }
        let minimum: UInt64 = extendedBytes == 0 ? 0 : extendedBytes == 2 ? 126 : 0x10000
        if payloadLength < minimum {
            throw WireError(.badFrame, "The length is not written in the fewest bytes.", offset: 2)
        }
    }

    private static func bigEndian(_ bytes: Slice<UnsafeRawBufferPointer>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
