// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS

/// Opens connections, plain or with verified TLS.
///
/// `localhost` and all names under it lead to 127.0.0.1 without asking DNS (RFC 6761 §6.3).
public struct Dialer: Sendable {
    private let tls: ClientTLS?
    private let connectTimeout: TimeAmount
    private let receiveBytes: Int?

    /// How much is read at once: little at first, so that a connection that says little keeps little.
    static let reading = AdaptiveRecvByteBufferAllocator(minimum: 64, initial: 512, maximum: 65_536)

    /// Makes a dialer; without TLS it opens plain TCP connections.
    ///
    /// - Parameters:
    ///   - tls: The trust to verify peers with, or `nil` for plain TCP.
    ///   - connectTimeout: The limit for the TCP connection, and again for the TLS handshake.
    ///   - receiveBytes: How much the system may hold that was not read yet; without it the buffer grows by itself.
    public init(tls: ClientTLS?, connectTimeout: TimeAmount = .seconds(5), receiveBytes: Int? = nil) {
        self.tls = tls
        self.connectTimeout = connectTimeout
        self.receiveBytes = receiveBytes
    }

    /// Says whether connections are encrypted.
    public var isSecure: Bool { tls != nil }

    /// Connects, shakes hands, and then completes.
    ///
    /// - Parameters:
    ///   - endpoint: Where to connect to.
    ///   - serverName: The name to ask for and to verify, if it is not the endpoint's host.
    ///   - eventLoop: The thread that the connection lives on.
    ///   - initializer: Adds handlers, after the TLS handler; they are in place before the first byte arrives.
    /// - Returns: The channel; it fails with a `TransportError` of `.connectFailed`, `.handshakeFailed` or `.timedOut`.
    public func connect(
        to endpoint: Endpoint,
        serverName: String? = nil,
        on eventLoop: any EventLoop,
        initializer: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
    ) -> EventLoopFuture<any Channel> {
        let handshake = eventLoop.makePromise(of: Void.self)
        let name = serverName ?? endpoint.host
        let verified = Endpoint(host: name, port: endpoint.port).isAddressLiteral ? nil : name
        var bootstrap = ClientBootstrap(group: eventLoop).connectTimeout(connectTimeout)
        if let receiveBytes {
            bootstrap = bootstrap.channelOption(.socketOption(.so_rcvbuf), value: .init(receiveBytes))
        }
        let connected =
            bootstrap
            .channelOption(ChannelOptions.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.recvAllocator, value: Self.reading)
            .channelOption(ChannelOptions.allowRemoteHalfClosure, value: true)
            .channelInitializer { [tls, connectTimeout] channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(HardResetHandler())
                    if let tls {
                        try pipeline.addHandler(NIOSSLClientHandler(context: tls.context, serverHostname: verified))
                        try pipeline.addHandler(HandshakeAwaiter(promise: handshake, limit: connectTimeout))
                    } else {
                        handshake.succeed()
                    }
                }.flatMap { initializer(channel) }
            }
            .connect(host: endpoint.address, port: endpoint.port)
            .flatMapErrorThrowing { error in
                if case .connectTimeout? = error as? ChannelError {
                    throw TransportError(.timedOut, "No connection to \(endpoint) in time.", underlying: error)
                }
                throw TransportError(.connectFailed, "No connection to \(endpoint).", underlying: error)
            }
        connected.whenFailure { handshake.fail($0) }
        return connected.flatMap { channel in handshake.futureResult.map { channel } }
    }
}

/// Completes a promise when TLS is up, or fails it with the reason why it is not.
final class HandshakeAwaiter: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private var promise: EventLoopPromise<Void>?
    private let limit: TimeAmount
    private var timer: Scheduled<Void>?
    private var failure: (any Error)?

    init(promise: EventLoopPromise<Void>, limit: TimeAmount) {
        self.promise = promise
        self.limit = limit
    }

    func channelActive(context: ChannelHandlerContext) {
        let channel = context.channel
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(in: limit) {
            bound.value.end(.failure(TransportError(.timedOut, "The TLS handshake took too long.")))
            _ = channel.hardReset()
        }
        context.fireChannelActive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case .handshakeCompleted? = event as? TLSUserEvent else {
            return context.fireUserInboundEventTriggered(event)
        }
        end(.success(()))
        context.fireUserInboundEventTriggered(event)
        context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard promise != nil else { return context.fireErrorCaught(error) }
        end(.failure(TransportError(.handshakeFailed, "TLS was refused.", underlying: error)))
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(.failure(TransportError(.handshakeFailed, "The peer left during the TLS handshake.")))
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end(.failure(TransportError(.handshakeFailed, "The connection ended during the TLS handshake.")))
    }

    private func end(_ result: Result<Void, any Error>) {
        timer?.cancel()
        timer = nil
        promise?.completeWith(result)
        promise = nil
    }
}
