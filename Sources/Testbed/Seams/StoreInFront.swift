// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import SessionProxy

/// A store that stands in front of another one, and does what that one does but for what it does otherwise.
public protocol StoreInFront: SessionStore {
    /// The one that works.
    var store: any SessionStore { get }
}

extension StoreInFront {
    /// Keeps a new session.
    public func create(_ session: StoredSession) async throws { try await store.create(session) }

    /// The session under that key.
    public func load(_ key: StoredSession.Key) async throws -> StoredSession? { try await store.load(key) }

    /// Replaces sessions.
    public func update(_ sessions: [StoredSession]) async throws -> [StoredSession.Key: UpdateRefusal] {
        try await store.update(sessions)
    }

    /// Forgets a session.
    public func delete(_ key: StoredSession.Key) async throws { try await store.delete(key) }

    /// Ends the sessions that the identity provider names.
    public func end(_ order: LogoutOrder) async throws -> [StoredSession.Key]? { try await store.end(order) }

    /// Ends those sessions of a person that are too many.
    public func trim(
        _ owner: SessionOwner, to limit: Int, keeping key: StoredSession.Key
    ) async throws -> [StoredSession.Key] {
        try await store.trim(owner, to: limit, keeping: key)
    }

    /// Forgets the sessions that expired.
    public func sweep(at now: Int64) async throws -> Int { try await store.sweep(at: now) }

    /// Proves that the store works.
    public func ping() async throws { try await store.ping() }

    /// Closes the store.
    public func close() async { await store.close() }
}
