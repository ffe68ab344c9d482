// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Wire

struct MessageAssemblerTests {
    private func frame(_ opcode: FrameOpcode, _ bytes: [UInt8], fin: Bool = true, reserved: UInt8 = 0) -> Frame {
        Frame(fin: fin, reserved: reserved, opcode: opcode, payload: ByteBuffer(bytes: bytes))
    }

    private func feed(_ frames: [Frame], limit: Int = 100) -> Outcome<[WebSocketMessage]> {
        var assembler = MessageAssembler(limit: limit)
        return Outcome { try frames.compactMap { try assembler.feed($0) } }
    }

    @Test func fragmentsAreJoinedAroundControlFrames() {
        let frames = [
            frame(.text, [0xC3], fin: false), frame(.ping, [1]), frame(.continuation, [], fin: false),
            frame(.continuation, [0xA9]), frame(.binary, [0xFF]),
        ]
        #expect(feed(frames) == .value([.text("\u{E9}"), .binary(ByteBuffer(bytes: [0xFF]))]))
    }

    @Test func continuationOfNothingIsRefused() {
        #expect(feed([frame(.continuation, [])]) == .error("badFragment"))
        #expect(feed([frame(.text, []), frame(.continuation, [])]) == .error("badFragment"))
    }

    @Test func messageInsideAMessageIsRefused() {
        #expect(feed([frame(.text, [], fin: false), frame(.text, [])]) == .error("badFragment"))
    }

    @Test(arguments: [[0xC3], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC0, 0x80], [0x80]])
    func textThatIsNotUTF8IsRefused(_ bytes: [UInt8]) {
        #expect(feed([frame(.text, bytes)]) == .error("badUTF8"))
        #expect(feed([frame(.binary, bytes)]) == .value([.binary(ByteBuffer(bytes: bytes))]))
    }

    @Test func reservedBitsAndOpcodesAreRefused() {
        #expect(feed([frame(.text, [], reserved: 4)]) == .error("badFrame"))
        #expect(feed([Frame(opcode: 3 as UInt8)]) == .error("badFrame"))
    }

    @Test func messageBeyondTheLimitIsRefused() {
        let half = [UInt8](repeating: 0x61, count: 50)
        let frames = [frame(.binary, half, fin: false), frame(.continuation, half, fin: false)]
        #expect(feed(frames) == .value([]))
        #expect(feed(frames + [frame(.continuation, [0x61])]) == .error("frameTooLarge"))
    }

    @Test func acceptKeyIsThatOfTheStandard() {
        // RFC 6455 §1.3
        #expect(WebSocketHandshake.acceptKey(for: "dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    }

    @Test func keyIsSixteenBytesInBase64() {
        #expect(WebSocketHandshake.isValidKey(WebSocketHandshake.newKey([UInt8](repeating: 7, count: 16))))
        #expect(!WebSocketHandshake.isValidKey("dGhlIHNhbXBsZSBub25jZQ"))
        #expect(!WebSocketHandshake.isValidKey("AAAA"))
    }
}
