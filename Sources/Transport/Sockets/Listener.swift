// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A listening socket; each accepted connection gets TLS, if any, and then the initializer's handlers.
///
/// Children keep their sending half when the peer ends its own, and send small writes at once (TCP_NODELAY).
public struct Listener: Sendable {
    private let channel: any Channel
    private let children: ChannelRegistry

    /// Listens and returns once the port is known.
    ///
    /// - Parameters:
    ///   - host: The address to listen on.
    ///   - port: The port; 0 lets the system choose.
    ///   - group: The threads for accepted connections.
    ///   - tls: The identity to show, or `nil` for plain TCP.
    ///   - initializer: Adds handlers to an accepted connection, after the TLS handler.
    /// - Returns: The listener, accepting.
    /// - Throws: The system's error when the address cannot be bound.
    public static func bind(
        host: String = "127.0.0.1",
        port: Int = 0,
        group: any EventLoopGroup = EventLoops.shared,
        tls: ServerTLS? = nil,
        initializer: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
    ) async throws -> Listener {
        let children = ChannelRegistry()
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(ChannelOptions.backlog, value: 1024)
            .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(ChannelOptions.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(ChannelOptions.allowRemoteHalfClosure, value: true)
            .childChannelOption(.recvAllocator, value: Dialer.reading)
            .childChannelInitializer { child in
                children.insert(child)
                return child.eventLoop.makeCompletedFuture {
                    try child.pipeline.syncOperations.addHandler(HardResetHandler())
                    if let tls {
                        try child.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls.context))
                    }
                }.flatMap { initializer(child) }
            }
            .bind(host: host, port: port).get()
        return Listener(channel: channel, children: children)
    }

    /// The port that connections reach it on.
    public var port: Int { channel.localAddress?.port ?? 0 }

    /// How many accepted connections are open.
    public var openConnections: Int { children.count }

    /// Stops accepting; connections already accepted live on.
    public func close() async {
        do {
            try await channel.close().get()
        } catch {
            // It was closed before.
        }
    }

    /// Closes every accepted connection and returns when all of them are gone.
    ///
    /// - Parameter isFinal: Whether one that is still being accepted closes too, at once; say so after `close()`.
    public func closeConnections(isFinal: Bool = false) async {
        await children.closeAll(isFinal: isFinal)
    }
}

/// The open channels of one owner; each leaves the list by itself when it closes.
final class ChannelRegistry: Sendable {
    private struct State {
        var open: [ObjectIdentifier: any Channel] = [:]
        var isFinal = false
    }

    private let state = Mutex(State())

    var count: Int { state.withLock { $0.open.count } }

    func insert(_ channel: any Channel) {
        let key = ObjectIdentifier(channel)
        let isTooLate = state.withLock { state in
            state.open[key] = channel
            return state.isFinal
        }
        channel.closeFuture.whenComplete { [self] _ in
            state.withLock { _ = $0.open.removeValue(forKey: key) }
        }
        if isTooLate { channel.closeFully() }
    }

    /// Closes all at once and waits for each.
    func closeAll(isFinal: Bool) async {
        let open = state.withLock { state in
            if isFinal { state.isFinal = true }
            return Array(state.open.values)
        }
        await withDiscardingTaskGroup { group in
            for channel in open {
                group.addTask { await channel.closeQuietly() }
            }
        }
    }
}

extension Channel {
    /// Closes a connection and waits until it is gone; that it was closed already is no failure.
    func closeQuietly() async {
        do {
            let closed = eventLoop.makePromise(of: Void.self)
            closeFully(promise: closed)
            try await closed.futureResult.get()
        } catch {
            // Closed already, or TLS could not say goodbye: either way the channel ends.
        }
        do {
            try await closeFuture.get()
        } catch {
            // The close future reports how the channel ended, not whether.
        }
    }
}
