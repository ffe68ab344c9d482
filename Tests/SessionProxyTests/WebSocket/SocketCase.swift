// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Wire

/// What one end of a socket sends, and what has to become of it on its way through the proxy.
struct SocketCase: Sendable, CustomTestStringConvertible {
    /// What breaks the protocol, and the code that both ends are closed with for it.
    struct Violation: Sendable {
        let code: CloseCode
        let octets: @Sendable (_ isClient: Bool) -> [UInt8]
    }

    /// The section of RFC 6455 it is about.
    let section: String
    let name: String
    /// What the other end has to get, frame for frame.
    let frames: [Frame]
    /// What comes behind the frames; nil where the sender then closes in order.
    let violation: Violation?

    var testDescription: String { "§\(section) \(name)" }

    static func passing(_ section: String, _ name: String, _ frames: [Frame]) -> SocketCase {
        SocketCase(section: section, name: name, frames: frames, violation: nil)
    }

    static func failing(
        _ section: String, _ name: String, _ frame: Frame, _ code: CloseCode = .protocolError,
        after frames: [Frame] = [.text("before")]
    ) -> SocketCase {
        let violation = Violation(code: code) { isClient in wire([frame], isClient: isClient) }
        return SocketCase(section: section, name: name, frames: frames, violation: violation)
    }

    /// A case of a literal header, for what no frame can say; its length goes without the bit of the mask.
    static func failing(
        _ section: String, _ name: String, first: UInt8, length: [UInt8], isMaskRight: Bool = true,
        _ code: CloseCode = .protocolError, after frames: [Frame] = [.text("before")]
    ) -> SocketCase {
        let violation = Violation(code: code) { isClient in
            guard isClient == isMaskRight else { return [first] + length }
            return [first, length[0] | 0x80] + length.dropFirst() + [1, 2, 3, 4]
        }
        return SocketCase(section: section, name: name, frames: frames, violation: violation)
    }

    /// The octets of the frames and of the violation: masked from a client, plain from a server (§5.1).
    func wire(isClient: Bool) -> [UInt8] {
        Self.wire(frames, isClient: isClient) + (violation?.octets(isClient) ?? [])
    }

    /// Each frame has a mask of its own, and one of them is no mask at all (§5.3).
    static func wire(_ frames: [Frame], isClient: Bool) -> [UInt8] {
        var buffer = ByteBuffer()
        for (index, frame) in frames.enumerated() {
            frame.write(into: &buffer, maskKey: isClient ? UInt32(index) &* 0x9E37_79B9 : nil)
        }
        return Array(buffer: buffer)
    }
}

extension Frame {
    /// A frame with so many octets, of which no two near each other look alike.
    static func data(_ opcode: FrameOpcode, _ count: Int, fin: Bool = true) -> Frame {
        let pattern = ByteBuffer(bytes: (0..<251).map { UInt8($0) })
        var payload = ByteBufferAllocator().buffer(capacity: count)
        while payload.readableBytes + 251 <= count { payload.writeImmutableBuffer(pattern) }
        payload.writeBytes(pattern.readableBytesView.prefix(count - payload.readableBytes))
        return Frame(fin: fin, opcode: opcode, payload: payload)
    }

    static func text(_ text: String, fin: Bool = true, _ opcode: FrameOpcode = .text) -> Frame {
        Frame(fin: fin, opcode: opcode, payload: ByteBuffer(string: text))
    }

    static func octets(_ opcode: FrameOpcode, _ octets: [UInt8], fin: Bool = true) -> Frame {
        Frame(fin: fin, opcode: opcode, payload: ByteBuffer(bytes: octets))
    }

    static func close(_ code: UInt16, _ reason: [UInt8] = []) -> Frame {
        octets(.close, [UInt8(code >> 8), UInt8(code & 255)] + reason)
    }
}
