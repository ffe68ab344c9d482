// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Transport
import Wire

/// The tenant's end of a socket: it takes the handshake, and then answers each message with one as long.
final class EchoingHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let answer: ByteBuffer
    private var questions: MessageCounter
    private var handshake: ByteBuffer? = ByteBuffer()

    init(_ message: MeasuredMessage) {
        answer = message.answer
        questions = MessageCounter(message.question)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        if handshake != nil {
            handshake?.writeBuffer(&bytes)
            guard let rest = accept(context) else { return }
            bytes = rest
        }
        let asked = questions.add(bytes.readableBytes)
        if asked > 0 { context.write(wrapOutboundOut(answer.times(asked)), promise: nil) }
    }

    func channelReadComplete(context: ChannelHandlerContext) { context.flush() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    /// Answers 101 once the request is complete, and returns what came after it.
    private func accept(_ context: ChannelHandlerContext) -> ByteBuffer? {
        guard var bytes = handshake else { return nil }
        do {
            guard let (head, _) = try RequestHead.parse(&bytes) else { return nil }
            let accepted = ResponseHead(
                status: 101, reason: "Switching Protocols",
                headers: [
                    "Connection": "Upgrade", "Upgrade": "websocket",
                    "Sec-WebSocket-Accept": WebSocketHandshake.acceptKey(
                        for: head.headers.first("Sec-WebSocket-Key") ?? ""),
                ])
            var answer = ByteBuffer()
            accepted.write(into: &answer)
            context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
            handshake = nil
            return bytes
        } catch {
            context.close(promise: nil)
            return nil
        }
    }
}
