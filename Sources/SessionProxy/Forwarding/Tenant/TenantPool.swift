// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Transport

/// The tenant connections of one event loop: idle ones, last used first, and how many are open.
///
/// Only clean connections come back: answered to the last octet, not paused, nothing left over (CONC-03).
final class TenantPool {
    private let eventLoop: any EventLoop
    private let shared: ForwardingContext
    private let wheel: TimerWheel
    private var idle: [TenantConnection] = []
    private(set) var openCount = 0

    init(eventLoop: any EventLoop, shared: ForwardingContext, wheel: TimerWheel) {
        self.eventLoop = eventLoop
        self.shared = shared
        self.wheel = wheel
    }

    var idleCount: Int { idle.count }

    /// An idle connection; nil when there is none.
    ///
    /// What closed has left by itself, as `forget` is called for it.
    func take() -> TenantConnection? {
        // Worked on outside of this object, like what `BrowserHandler` scans.
        var connections: [TenantConnection] = []
        swap(&connections, &idle)
        defer { swap(&connections, &idle) }
        return connections.popLast()
    }

    /// Takes a clean connection back, or closes it when there are enough.
    func put(_ connection: TenantConnection) {
        guard idle.count < shared.settings.limits.idleTenantConnections else { return connection.close() }
        var connections: [TenantConnection] = []
        swap(&connections, &idle)
        connections.append(connection)
        swap(&connections, &idle)
        wheel.set(connection.alarm, in: shared.settings.times.idleTenant)
    }

    /// Forgets an idle connection that closed.
    func forget(_ connection: TenantConnection) {
        idle = idle.filter { $0 !== connection }
    }

    /// Counts a connection as gone.
    func closed() { openCount -= 1 }

    /// Opens a connection on this loop; the completion runs on it.
    func dial(_ completion: @escaping (Result<TenantConnection, ProxyError>) -> Void) {
        guard openCount < shared.settings.limits.tenantConnections else {
            let reason = "All \(openCount) tenant connections of this loop are in use."
            return completion(.failure(ProxyError(.overloaded, source: .internal, reason: reason)))
        }
        openCount += 1
        let connection = TenantConnection(pool: self, wheel: wheel, limits: shared.settings.limits)
        let bound = NIOLoopBound(connection, eventLoop: eventLoop)
        let opened = shared.dialer.connect(to: shared.settings.tenant, on: eventLoop) { channel in
            channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(bound.value) }
        }
        opened.assumeIsolated().whenComplete { [self] result in
            switch result {
            case .success: completion(.success(connection))
            case .failure(let error):
                connection.close()
                if !connection.wasAdded { closed() }
                completion(.failure(Self.problem(error)))
            }
        }
    }

    /// Closes what is idle.
    func closeIdle() {
        let connections = idle
        idle = []
        for connection in connections { connection.close() }
    }

    private static func problem(_ error: any Error) -> ProxyError {
        if let error = error as? TransportError, error.code == .timedOut {
            return ProxyError(.tenantSilent, source: .upstream, reason: "No connection in time.", underlying: error)
        }
        if let error = error as? TransportError, error.underlying is ChannelError {
            return ProxyError(.tenantSilent, source: .upstream, reason: "No connection in time.", underlying: error)
        }
        return ProxyError(.tenantUnreachable, source: .upstream, reason: "No connection.", underlying: error)
    }
}
