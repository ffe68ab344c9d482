// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Logging
public import NIOCore
public import Transport

/// The forwarding path at work: a listener, and on each event loop the connections, the pool and the time limits.
public final class ForwardingServer: Sendable {
    private let listener: Listener
    private let loops: [ObjectIdentifier: NIOLoopBound<LoopState>]
    private let eventLoops: [any EventLoop]

    private init(
        listener: Listener, loops: [ObjectIdentifier: NIOLoopBound<LoopState>], eventLoops: [any EventLoop]
    ) {
        self.listener = listener
        self.loops = loops
        self.eventLoops = eventLoops
    }

    /// Listens for browsers and returns once the port is known.
    ///
    /// - Parameters:
    ///   - settings: What the path needs to know.
    ///   - control: The slow side of the proxy.
    ///   - tenantTrust: The trust to verify the tenant with; nil speaks plain HTTP to it.
    ///   - host: The address to listen on.
    ///   - port: The port; 0 lets the system choose.
    ///   - group: The event loops; each works for itself.
    ///   - tls: The identity to show browsers, or nil when TLS ends in front of this process.
    ///   - logger: Where to log requests that could not be served.
    /// - Returns: The running server.
    /// - Throws: The system's error when the address cannot be bound.
    public static func start(
        _ settings: ForwardingSettings, control: any SessionControl, tenantTrust: ClientTLS?,
        host: String = "127.0.0.1",
        port: Int = 0, group: any EventLoopGroup = EventLoops.shared, tls: ServerTLS? = nil,
        logger: Logger = Logger(label: "tenantless.proxy")
    ) async throws -> ForwardingServer {
        let shared = ForwardingContext(
            settings: settings, control: control,
            dialer: Dialer(tls: tenantTrust, connectTimeout: settings.times.connect), isSecure: tls != nil,
            logger: logger)
        var loops: [ObjectIdentifier: NIOLoopBound<LoopState>] = [:]
        var eventLoops: [any EventLoop] = []
        for eventLoop in group.makeIterator() {
            loops[ObjectIdentifier(eventLoop)] = try await eventLoop.submit {
                NIOLoopBound(LoopState(eventLoop: eventLoop, shared: shared), eventLoop: eventLoop)
            }.get()
            eventLoops.append(eventLoop)
        }
        let listener = try await Listener.bind(host: host, port: port, group: group, tls: tls) { [loops] channel in
            channel.eventLoop.makeCompletedFuture {
                guard let loop = loops[ObjectIdentifier(channel.eventLoop)]?.value else {
                    throw ProxyError(.internalFault, source: .internal, reason: "A connection on a foreign loop.")
                }
                try channel.pipeline.syncOperations.addHandler(BrowserHandler(loop: loop))
            }
        }
        return ForwardingServer(listener: listener, loops: loops, eventLoops: eventLoops)
    }

    /// The port browsers reach it on.
    public var port: Int { listener.port }

    /// What has happened on all event loops; a loop that has ended counts nothing any more.
    func counts() async -> ForwardingCounts {
        var sum = ForwardingCounts()
        for eventLoop in eventLoops {
            do {
                sum += try await eventLoop.submit { [loops] in
                    loops[ObjectIdentifier(eventLoop)]?.value.currentCounts ?? ForwardingCounts()
                }.get()
            } catch {}
        }
        return sum
    }

    /// Stops: takes no more connections, lets requests under way end, and closes what is left after the grace period.
    public func stop(gracePeriod: Duration = .seconds(5)) async {
        await listener.close()
        await drain(within: gracePeriod)
        for eventLoop in eventLoops {
            eventLoop.execute { [loops] in loops[ObjectIdentifier(eventLoop)]?.value.closeAll() }
        }
        await listener.closeConnections()
    }

    /// Waits until every loop is idle, or the time is up.
    private func drain(within limit: Duration) async {
        let drained = eventLoops.map { eventLoop in
            eventLoop.flatSubmit { [loops] in
                loops[ObjectIdentifier(eventLoop)]?.value.drain() ?? eventLoop.makeSucceededVoidFuture()
            }
        }
        guard let first = eventLoops.first else { return }
        let all = EventLoopFuture.andAllComplete(drained, on: first)
        let done = first.makePromise(of: Void.self)
        all.whenComplete { _ in done.succeed() }
        let timer = first.scheduleTask(in: .init(limit)) { done.succeed() }
        do { try await done.futureResult.get() } catch { return }
        timer.cancel()
    }
}
