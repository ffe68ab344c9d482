// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Synchronization

/// Idle connections by origin; the one used last is taken first.
final class ConnectionPool: Sendable {
    private struct State {
        var idle: [String: [RawConnection]] = [:]
        var isShutDown = false
    }

    private let state = Mutex(State())
    private let idleLimit: Int

    init(idleLimit: Int) {
        self.idleLimit = idleLimit
    }

    var count: Int { state.withLock { $0.idle.values.reduce(0) { $0 + $1.count } } }

    /// Takes a connection that has not been seen to end.
    func take(_ origin: String) -> RawConnection? {
        state.withLock { state in
            while let connection = state.idle[origin]?.popLast() {
                if connection.isOpen, !connection.hasPeerEnded, connection.waitingBytes == 0 { return connection }
                connection.channel.closeFully()
            }
            return nil
        }
    }

    /// Keeps a connection, or closes it when there are enough or the pool has shut down.
    func keep(_ connection: RawConnection, for origin: String) async {
        let isKept = state.withLock { state in
            guard !state.isShutDown, state.idle[origin, default: []].count < idleLimit else { return false }
            state.idle[origin, default: []].append(connection)
            return true
        }
        if !isKept { await connection.close() }
    }

    /// Closes all and keeps none from now on.
    func shutdown() async {
        let connections = state.withLock { state in
            state.isShutDown = true
            defer { state.idle = [:] }
            return state.idle.values.flatMap { $0 }
        }
        for connection in connections { await connection.close() }
    }
}
