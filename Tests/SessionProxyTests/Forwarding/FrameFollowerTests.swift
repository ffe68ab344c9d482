// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Wire

@testable import SessionProxy

@Suite struct FrameFollowerTests {
    private func frame(_ opcode: FrameOpcode, _ payload: [UInt8], fin: Bool = true, mask: UInt32? = nil) -> [UInt8] {
        var buffer = ByteBuffer()
        Frame(fin: fin, opcode: opcode, payload: ByteBuffer(bytes: payload)).write(into: &buffer, maskKey: mask)
        return Array(buffer: buffer)
    }

    /// Feeds octets in pieces of a size; gives what came out, controls marked by their opcode.
    private func follow(_ bytes: [UInt8], by size: Int, masked: Bool = false, limit: UInt64 = 1 << 20) throws -> (
        data: [UInt8], controls: [[UInt8]]
    ) {
        var follower = FrameFollower(expectsMask: masked, messageLimit: limit)
        var data: [UInt8] = []
        var controls: [[UInt8]] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            follower.receive(ByteBuffer(bytes: bytes[start..<min(start + size, bytes.count)]))
            while let piece = try follower.next() {
                switch piece {
                case .data(let buffer): data += Array(buffer: buffer)
                case .control(let opcode, _, let payload): controls.append([opcode.rawValue] + Array(buffer: payload))
                }
            }
        }
        #expect(follower.isAtBoundary)
        return (data, controls)
    }

    @Test(arguments: [1, 2, 3, 7, 64, 5000]) func dataPassesUntouchedHoweverItIsCut(size: Int) throws {
        let text = frame(.text, Array("hello".utf8), fin: false, mask: 0x0102_0304)
        let ping = frame(.ping, [1, 2, 3], mask: 0x0a0b_0c0d)
        let rest = frame(.continuation, [UInt8](repeating: 9, count: 3000), mask: 0xffff_ffff)
        let empty = frame(.binary, [], mask: 1)
        let (data, controls) = try follow(text + ping + rest + empty, by: size, masked: true)
        #expect(data == text + rest + empty)
        #expect(controls == [[9, 1, 2, 3]])
    }

    @Test func thereIsNoBoundaryInsideAPayload() throws {
        var follower = FrameFollower(expectsMask: false, messageLimit: 100)
        follower.receive(ByteBuffer(bytes: frame(.text, [1, 2, 3]).dropLast()))
        _ = try follower.next()
        #expect(!follower.isAtBoundary)
        follower.receive(ByteBuffer(bytes: [3]))
        _ = try follower.next()
        #expect(follower.isAtBoundary)
    }

    @Test func limitCountsAllFragmentsOfAMessage() throws {
        let ten = [UInt8](repeating: 0, count: 10)
        let fits = frame(.text, ten, fin: false) + frame(.continuation, ten)
        #expect(try follow(fits + fits, by: 5, limit: 20).data.count == 48)
        #expect(throws: RelayViolation.self) { try follow(fits, by: 5, limit: 19) }
    }

    @Test func hugeLengthsDoNotOverflow() {
        let huge: [UInt8] = [0x02, 127, 0x7f, 255, 255, 255, 255, 255, 255, 255]
        #expect(throws: RelayViolation.self) { try follow(huge, by: 10, limit: 100) }
    }
}
