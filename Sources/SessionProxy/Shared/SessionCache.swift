// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization

/// The live sessions of this process, found on any event loop without a hop.
///
/// Sixteen shards, each under its own lock, so that loops rarely meet.
public final class SessionCache: Sendable {
    private final class Shard: Sendable {
        let sessions = Mutex<[SessionID: LiveSession]>([:])
    }

    private let shards: [Shard]

    /// Makes an empty cache.
    public init() {
        shards = (0..<16).map { _ in Shard() }
    }

    private func shard(_ id: SessionID) -> Shard { shards[Int(id.b & 15)] }

    /// The session by that id; the caller checks that the ticket matches and the session lives.
    public func find(_ id: SessionID) -> LiveSession? {
        shard(id).sessions.withLock { $0[id] }
    }

    /// Puts a session in, unless one by its id is there already, and returns the one that is in.
    public func insert(_ session: LiveSession) -> LiveSession {
        shard(session.id).sessions.withLock { sessions in
            if let present = sessions[session.id] { return present }
            sessions[session.id] = session
            return session
        }
    }

    /// Takes a session out.
    public func remove(_ id: SessionID) {
        _ = shard(id).sessions.withLock { $0.removeValue(forKey: id) }
    }

    /// How many live sessions there are.
    public var count: Int { shards.reduce(0) { sum, shard in sum + shard.sessions.withLock { $0.count } } }

    /// All live sessions, for sweeping.
    public var all: [LiveSession] {
        shards.flatMap { shard in shard.sessions.withLock { Array($0.values) } }
    }
}
