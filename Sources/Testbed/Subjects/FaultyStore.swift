// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import SessionProxy

/// A session store that fails on demand, in front of one that works.
struct FaultyStore: StoreInFront {
    let store: any SessionStore
    let faults: StoreFaults

    func create(_ session: StoredSession) async throws {
        try await fail()
        try await store.create(session)
    }

    func load(_ key: StoredSession.Key) async throws -> StoredSession? {
        try await fail()
        guard faults.fault == .garbage else { return try await store.load(key) }
        guard let kept = try await store.load(key) else { return nil }
        return StoredSession(
            key: key, sealed: Array(kept.sealed.reversed()), expiresAt: kept.expiresAt, generation: kept.generation,
            owner: kept.owner)
    }

    func update(_ sessions: [StoredSession]) async throws -> [StoredSession.Key: UpdateRefusal] {
        try await fail()
        return try await store.update(sessions)
    }

    func delete(_ key: StoredSession.Key) async throws {
        try await fail()
        try await store.delete(key)
    }

    func end(_ order: LogoutOrder) async throws -> [StoredSession.Key]? {
        try await fail()
        return try await store.end(order)
    }

    func trim(
        _ owner: SessionOwner, to limit: Int, keeping key: StoredSession.Key
    ) async throws -> [StoredSession.Key] {
        try await fail()
        return try await store.trim(owner, to: limit, keeping: key)
    }

    func ping() async throws {
        try await fail()
        try await store.ping()
    }

    private func fail() async throws {
        switch faults.fault {
        case .refuse: throw StoreProblem(.unavailable, "The stage broke the store.")
        case .slow(let time): try await ContinuousClock().sleep(for: time)
        case .garbage, nil: break
        }
    }
}
