// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Synchronization
import Transport

/// Finds ports for processes, which cannot tell us the one that they were given by the system.
enum FreePort {
    private static let lent = Mutex<Set<Int>>([])

    /// A port that nobody listens on at this moment.
    static func find() async throws -> Int {
        let listener = try await Listener.bind { $0.eventLoop.makeSucceededVoidFuture() }
        let port = listener.port
        await listener.close()
        return port
    }

    /// Lends a port that nobody listens on to one borrower at a time.
    ///
    /// A process takes a while until it listens, and meanwhile the system may give the same port once more. Of two
    /// proxies of one run that were told the same port, one dies and the other one answers in its place.
    static func lend<Result: Sendable>(
        found: () async throws -> Int = find, to use: (Int) async throws -> Result
    ) async throws -> Result {
        var port = try await found()
        while !lent.withLock({ $0.insert(port).inserted }) { port = try await found() }
        defer { _ = lent.withLock { $0.remove(port) } }
        return try await use(port)
    }

    /// Says whether one could listen there.
    static func isFree(_ port: Int) async -> Bool {
        do {
            let listener = try await Listener.bind(port: port) { $0.eventLoop.makeSucceededVoidFuture() }
            await listener.close()
            return true
        } catch {
            return false
        }
    }
}
