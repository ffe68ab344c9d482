// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// The one message that both ends of a measured socket send, made beforehand so that they have little to do.
struct MeasuredMessage: Sendable {
    private static let maskKey: UInt32 = 0x5A17_C3E9

    /// As the browser sends it, masked.
    let question: ByteBuffer
    /// As the tenant sends it.
    let answer: ByteBuffer

    /// Makes a text message of so many octets.
    init(octets: Int) {
        let frame = Frame(opcode: .text, payload: ByteBuffer(repeating: UInt8(ascii: "x"), count: octets))
        var question = ByteBuffer()
        frame.write(into: &question, maskKey: Self.maskKey)
        var answer = ByteBuffer()
        frame.write(into: &answer)
        self.question = question
        self.answer = answer
    }
}

extension ByteBuffer {
    /// These octets so many times in a row; once costs nothing.
    func times(_ count: Int) -> ByteBuffer {
        guard count != 1 else { return self }
        var row = ByteBuffer()
        row.reserveCapacity(count * readableBytes)
        for _ in 0..<count { row.writeImmutableBuffer(self) }
        return row
    }
}

/// Counts messages of one length that arrive in pieces.
struct MessageCounter {
    private let length: Int
    private var partial = 0

    init(_ message: ByteBuffer) { length = message.readableBytes }

    /// Whether the next octet is the first of a message.
    var isBetween: Bool { partial == 0 }

    /// Takes so many octets more, and returns how many messages they complete.
    mutating func add(_ octets: Int) -> Int {
        partial += octets
        defer { partial %= length }
        return partial / length
    }
}
