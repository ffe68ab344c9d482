// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Transport
import Wire

/// The browser's end of a measured socket: it asks as often as it is answered.
final class AskingHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let crowd: AskingCrowd
    private let handshake: RequestHead
    private let opened: EventLoopPromise<Void>
    private var head: ByteBuffer? = ByteBuffer()
    private var answers: MessageCounter
    private let firstOctet: UInt8?
    private var context: ChannelHandlerContext?

    init(_ crowd: AskingCrowd, handshake: RequestHead, opened: EventLoopPromise<Void>) {
        self.crowd = crowd
        self.handshake = handshake
        self.opened = opened
        answers = MessageCounter(crowd.message.answer)
        firstOctet = crowd.message.answer.getInteger(at: 0)
    }

    func ask(_ count: Int) {
        guard count > 0, let context else { return }
        context.writeAndFlush(wrapOutboundOut(crowd.message.question.times(count)), promise: nil)
    }

    func channelActive(context: ChannelHandlerContext) {
        self.context = context
        var request = ByteBuffer()
        handshake.write(into: &request)
        context.writeAndFlush(wrapOutboundOut(request), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        do {
            if head != nil {
                head?.writeBuffer(&bytes)
                return try readHead()
            }
            if answers.isBetween, bytes.getInteger(at: bytes.readerIndex) != firstOctet {
                throw TransportError(.connectionClosed, "The socket was closed, or answered otherwise than asked.")
            }
            ask(crowd.note(answers: answers.add(bytes.readableBytes)))
        } catch {
            fail(error)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.context = nil
        fail(TransportError(.connectionClosed, "The socket was closed."))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(error)
        context.close(promise: nil)
    }

    private func readHead() throws {
        guard var bytes = head, let (answer, _) = try ResponseHead.parse(&bytes, requestMethod: "GET") else { return }
        guard answer.status == 101 else {
            throw TransportError(.connectionClosed, "The handshake was answered with \(answer.status).")
        }
        head = nil
        crowd.join(self)
        opened.succeed()
    }

    private func fail(_ error: any Error) {
        opened.fail(error)
        crowd.fail(error)
    }
}
