// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import NIOEmbedded
import Testing
import Wire

@testable import TenantlessBench

/// The tenant's end of a socket, octet by octet.
@Suite struct EchoingHandlerTests {
    private let message = MeasuredMessage(octets: 5)
    /// With the key and the answer of RFC 6455 §1.3.
    private let handshake = "GET / HTTP/1.1\r\nHost: a\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"

    private func open(followedBy bytes: ByteBuffer = ByteBuffer()) throws -> EmbeddedChannel {
        let channel = EmbeddedChannel(handler: EchoingHandler(message))
        try channel.writeInbound(ByteBuffer(string: String(handshake.prefix(20))))
        #expect(try channel.readOutbound(as: ByteBuffer.self) == nil)
        var rest = ByteBuffer(string: String(handshake.dropFirst(20)))
        rest.writeImmutableBuffer(bytes)
        try channel.writeInbound(rest)
        var answer = try #require(try channel.readOutbound(as: ByteBuffer.self))
        let (head, _) = try #require(try ResponseHead.parse(&answer, requestMethod: "GET"))
        #expect(head.status == 101)
        #expect(head.headers.first("Sec-WebSocket-Accept") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        return channel
    }

    @Test func eachMessageIsAnsweredOnceItIsWhole() throws {
        let channel = try open()
        var questions = message.question.times(2)
        let piece = questions.readSlice(length: 4)
        try channel.writeInbound(piece)
        #expect(try channel.readOutbound(as: ByteBuffer.self) == nil)
        try channel.writeInbound(questions)
        #expect(try channel.readOutbound(as: ByteBuffer.self) == message.answer.times(2))
    }

    @Test func aMessageRightBehindTheHandshakeIsAnswered() throws {
        let channel = try open(followedBy: message.question)
        #expect(try channel.readOutbound(as: ByteBuffer.self) == message.answer)
    }

    @Test func whatIsNoRequestIsNotAnswered() throws {
        let channel = EmbeddedChannel(handler: EchoingHandler(message))
        try channel.connect(to: .init(unixDomainSocketPath: "/unused")).wait()
        try channel.writeInbound(ByteBuffer(string: "hello\r\n\r\n"))
        #expect(try channel.readOutbound(as: ByteBuffer.self) == nil)
        #expect(!channel.isActive)
    }
}
