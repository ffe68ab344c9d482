// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization

/// Keeps sealed sessions until the process ends.
public final class MemorySessionStore: SessionStore {
    private let sessions = Mutex<[StoredSession.Key: StoredSession]>([:])

    /// Makes an empty store.
    public init() {}

    /// How many sessions it holds.
    public var count: Int { sessions.withLock { $0.count } }

    /// Keeps a new session.
    public func create(_ session: StoredSession) async throws {
        let isNew = sessions.withLock { sessions in
            guard sessions[session.key] == nil else { return false }
            sessions[session.key] = session
            return true
        }
        guard isNew else { throw StoreProblem(.corrupt, "There is a session under this key already.") }
    }

    /// The session under that key.
    public func load(_ key: StoredSession.Key) async throws -> StoredSession? {
        sessions.withLock { $0[key] }
    }

    /// Replaces sessions that are still there.
    public func update(_ changed: [StoredSession]) async throws -> [StoredSession.Key] {
        sessions.withLock { sessions in
            var gone: [StoredSession.Key] = []
            for session in changed {
                if sessions[session.key] == nil {
                    gone.append(session.key)
                } else {
                    sessions[session.key] = session
                }
            }
            return gone
        }
    }

    /// Forgets a session.
    public func delete(_ key: StoredSession.Key) async throws {
        sessions.withLock { $0[key] = nil }
    }

    /// Forgets the sessions that expired.
    public func sweep(at now: Int64) async throws -> Int {
        sessions.withLock { sessions in
            let before = sessions.count
            sessions = sessions.filter { $0.value.expiresAt > now }
            return before - sessions.count
        }
    }

    /// Memory is always there.
    public func ping() async throws {}

    /// Forgets everything.
    public func close() async {
        sessions.withLock { $0 = [:] }
    }
}
