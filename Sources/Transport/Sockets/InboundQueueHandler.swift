// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import NIOSSL

/// Carries what a channel receives into an `InboundQueue`.
final class InboundQueueHandler: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private let queue: InboundQueue

    init(queue: InboundQueue) {
        self.queue = queue
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        queue.append(unwrapInboundIn(data))
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        applyReading(context.channel)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .inputClosed? = event as? ChannelEvent {
            queue.end(.success(()))
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        queue.end(.success(()))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        queue.end(.failure(Self.explain(error)))
        context.close(promise: nil)
    }

    /// Turns reading on or off as the queue wants it; judged and done in one step on the channel's loop.
    func applyReading(_ channel: any Channel) {
        guard channel.eventLoop.inEventLoop else {
            if queue.needsReadingChange { channel.eventLoop.execute { self.applyReading(channel) } }
            return
        }
        guard let reading = queue.readingChange() else { return }
        // A channel that has closed meanwhile no longer reads anyway, so the outcome is of no interest.
        channel.setOption(ChannelOptions.autoRead, value: reading).whenComplete { _ in }
    }

    private static func explain(_ error: any Error) -> TransportError {
        if let error = error as? TransportError { return error }
        if let error = error as? IOError, error.errnoCode == POSIXErrors.connectionReset {
            return TransportError(.connectionReset, "The peer reset the connection.", underlying: error)
        }
        if case .uncleanShutdown? = error as? NIOSSLError {
            return TransportError(.truncated, "The peer ended without closing TLS.", underlying: error)
        }
        if error is NIOSSLError {
            return TransportError(.handshakeFailed, "TLS failed.", underlying: error)
        }
        return TransportError(.connectionClosed, "The connection failed.", underlying: error)
    }
}
