// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Transport

/// Finds ports for processes, which cannot tell us the one that they were given by the system.
enum FreePort {
    /// A port that nobody listens on at this moment.
    static func find() async throws -> Int {
        let listener = try await Listener.bind { $0.eventLoop.makeSucceededVoidFuture() }
        let port = listener.port
        await listener.close()
        return port
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
