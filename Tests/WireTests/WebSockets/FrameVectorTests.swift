// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Wire

/// Every vector of websocket-frames.json and close-codes.json.
struct FrameVectorTests {
    static let frames = Vector.load("websocket-frames.json")
    static let limit = 1024 * 1024

    @Test(arguments: frames)
    func frameIsReadAsTheVectorSays(_ vector: Vector) {
        var buffer = ByteBuffer(bytes: vector.hex)
        let outcome = Outcome { try Frame.parse(&buffer, limit: Self.limit) }
        let expect = vector.expect
        let frame = Frame(
            fin: expect["fin"]?.boolValue ?? false, reserved: UInt8(expect["reserved"]?.intValue ?? 0),
            opcode: UInt8(expect["opcode"]?.intValue ?? 0),
            payload: ByteBuffer(bytes: (expect["payload"]?.stringValue ?? "").octets),
            wasMasked: expect["masked"]?.boolValue ?? false)
        #expect(outcome == vector.errorCode.map(Outcome.error) ?? .value(frame))
    }

    @Test(arguments: frames.filter { $0.errorCode == nil })
    func headerIsWrittenAsItCame(_ vector: Vector) throws {
        let header = try #require(try vector.hex.withUnsafeBytes { try FrameHeader.parse($0) })
        var written = ByteBuffer()
        header.write(into: &written)
        #expect(Array(written.readableBytesView) == Array(vector.hex[..<header.headerLength]))
        #expect(header.headerLength == vector.expect["header"]?.intValue)
    }

    @Test(arguments: frames.filter { $0.errorCode == nil })
    func everyBeginningOfAFrameIsIncomplete(_ vector: Vector) throws {
        for length in vector.hex.indices {
            var buffer = ByteBuffer(bytes: vector.hex[..<length])
            #expect(try Frame.parse(&buffer, limit: Self.limit) == nil)
            #expect(buffer.readableBytes == length)
        }
    }

    @Test(arguments: [0, 1, 7, 8, 9, 125, 126, 65535, 65536])
    func maskedFrameComesBackAsItWas(_ length: Int) throws {
        let payload = ByteBuffer(bytes: (0..<length).map { UInt8(truncatingIfNeeded: $0) })
        var buffer = ByteBuffer()
        Frame(opcode: .binary, payload: payload).write(into: &buffer, maskKey: 0xA1B2_C3D4)
        let frame = try #require(try Frame.parse(&buffer, limit: Self.limit))
        #expect(frame == Frame(opcode: .binary, payload: payload, wasMasked: true))
        #expect(buffer.readableBytes == 0)
    }

    @Test(arguments: Vector.load("close-codes.json"))
    func closeIsReadAsTheVectorSays(_ vector: Vector) {
        let outcome = Outcome { try CloseReason.parse(ByteBuffer(bytes: vector.hex)) }
        let code = vector.expect["code"]?.intValue.map { CloseCode(rawValue: UInt16($0)) }
        let reason = CloseReason(code: code, reason: vector.expect["reason"]?.stringValue ?? "")
        #expect(outcome == vector.errorCode.map(Outcome.error) ?? .value(reason))
        if vector.errorCode == nil { #expect(Array(reason.encode().readableBytesView) == vector.hex) }
    }

    @Test func reasonTooLongIsCutAtACharacter() throws {
        let long = CloseReason(code: .normal, reason: String(repeating: "a", count: 122) + "\u{E9}")
        #expect(long.encode().readableBytes == 2 + 122)
        #expect(try CloseReason.parse(long.encode()).reason.utf8.count == 122)
    }
}
