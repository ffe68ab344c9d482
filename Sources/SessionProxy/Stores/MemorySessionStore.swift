// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization
public import Transport

/// Keeps sealed sessions until the process ends; proxies of one process may share it.
public final class MemorySessionStore: SharedSessionStore {
    private struct Lock {
        let owner: [UInt8]
        let until: Int64
    }

    private let sessions = Mutex<[StoredSession.Key: StoredSession]>([:])
    private let orders = Mutex<[[UInt8]: Int64]>([:])
    private let locks = Mutex<[StoredSession.Key: Lock]>([:])
    private let listeners = Mutex<[UInt64: AsyncStream<StoreEnding>.Continuation]>([:])
    private let time: TimeSource

    /// Makes an empty store.
    ///
    /// - Parameter time: the clock of locks.
    public init(time: TimeSource = .system) {
        self.time = time
    }

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
    public func update(_ changed: [StoredSession]) async throws -> [StoredSession.Key: UpdateRefusal] {
        sessions.withLock { sessions in
            var refusals: [StoredSession.Key: UpdateRefusal] = [:]
            for session in changed {
                guard let present = sessions[session.key] else {
                    refusals[session.key] = .gone
                    continue
                }
                if present.generation > session.generation {
                    refusals[session.key] = .outdated
                } else {
                    sessions[session.key] = session
                }
            }
            return refusals
        }
    }

    /// Forgets a session.
    public func delete(_ key: StoredSession.Key) async throws {
        sessions.withLock { $0[key] = nil }
        tell(.deleted(key))
    }

    /// Ends the sessions that the identity provider names.
    public func end(_ order: LogoutOrder) async throws -> [StoredSession.Key]? {
        let isNew = orders.withLock { $0.updateValue(order.expiresAt, forKey: order.token) == nil }
        guard isNew else { return nil }
        let keys = sessions.withLock { sessions in
            let keys = sessions.values.filter { session in
                guard let owner = session.owner else { return false }
                return order.targets.contains { $0.means(owner) }
            }.map(\.key)
            for key in keys { sessions[key] = nil }
            return keys
        }
        for key in keys { tell(.ordered(key)) }
        return keys
    }

    /// Ends those sessions of a person that are too many.
    public func trim(
        _ owner: SessionOwner, to limit: Int, keeping key: StoredSession.Key
    ) async throws -> [StoredSession.Key] {
        let keys = sessions.withLock { sessions in
            let others = sessions.values.filter { $0.owner?.subject == owner.subject && $0.key != key }
            let surplus = others.sorted { $0.expiresAt < $1.expiresAt }.dropLast(max(0, limit - 1)).map(\.key)
            for key in surplus { sessions[key] = nil }
            return surplus
        }
        for key in keys { tell(.ordered(key)) }
        return keys
    }

    private func tell(_ ending: StoreEnding) {
        for listener in listeners.withLock({ Array($0.values) }) { listener.yield(ending) }
    }

    /// Forgets the sessions that expired.
    public func sweep(at now: Int64) async throws -> Int {
        orders.withLock { $0 = $0.filter { $0.value > now } }
        return sessions.withLock { sessions in
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

    /// Lets one owner at a time do something to a session.
    public func lock(_ key: StoredSession.Key, owner: [UInt8], milliseconds: Int64) async throws -> Bool {
        let now = time.now()
        return locks.withLock { locks in
            if let lock = locks[key], lock.until > now { return false }
            locks[key] = Lock(owner: owner, until: now + milliseconds)
            return true
        }
    }

    /// Gives a session free, if this owner still has it.
    public func unlock(_ key: StoredSession.Key, owner: [UInt8]) async throws {
        locks.withLock { locks in
            if locks[key]?.owner == owner { locks[key] = nil }
        }
    }

    /// Tells of sessions that are deleted.
    public func endings() -> AsyncStream<StoreEnding> {
        let (endings, continuation) = AsyncStream.makeStream(of: StoreEnding.self)
        let number = listeners.withLock { listeners in
            let number = (listeners.keys.max() ?? 0) + 1
            listeners[number] = continuation
            return number
        }
        continuation.onTermination = { [weak self] _ in
            self?.listeners.withLock { _ = $0.removeValue(forKey: number) }
        }
        continuation.yield(.missed)
        return endings
    }
}
