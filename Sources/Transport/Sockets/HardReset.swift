// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

package import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Asks the lowest handler of a channel to end the connection with a TCP reset.
struct HardReset: Sendable {}

/// Sits below TLS, so that a reset is a reset and not a polite TLS shutdown.
///
/// - Source: socket(7), `SO_LINGER`; with a linger time of zero, close() discards what is unsent and sends RST.
final class HardResetHandler: ChannelOutboundHandler, Sendable {
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard event is HardReset else {
            return context.triggerUserOutboundEvent(event, promise: promise)
        }
        guard let socket = context.channel as? any SocketOptionProvider else {
            return context.close(mode: .all, promise: promise)
        }
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in
            bound.value.close(mode: .all, promise: promise)
        }
    }
}

extension Channel {
    /// Ends the connection with a TCP reset; what is unsent is lost.
    package func hardReset() -> EventLoopFuture<Void> {
        let promise = eventLoop.makePromise(of: Void.self)
        triggerUserOutboundEvent(HardReset(), promise: promise)
        return promise.futureResult
    }
}
