// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Transport
import Wire

extension ByteConnection {
    /// Reads a head; if that fails for its form, has what arrived repaired and reads once more.
    ///
    /// - Throws: `WireError` when nothing repairs it, or the repaired bytes are no better.
    func repairing<Head>(
        _ repair: LinkBehaviour.Repair?, in context: LinkContext, read: () async throws -> Head
    ) async throws -> Head {
        do {
            return try await read()
        } catch let error as WireError {
            guard let repair, let broken = try await next() else { throw error }
            putBack(repair(broken, context))
            return try await read()
        }
    }
}
