// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A store that several proxies use at once, who must know of each other's doings (CONC-05).
public protocol SharedSessionStore: SessionStore {
    /// Lets one owner at a time do something to a session.
    ///
    /// - Parameters:
    ///   - key: the session.
    ///   - owner: who asks; fresh octets for each time.
    ///   - milliseconds: after how long the session is free again, whatever became of the owner.
    /// - Returns: false while another owner has it.
    /// - Throws: `StoreProblem`.
    func lock(_ key: StoredSession.Key, owner: [UInt8], milliseconds: Int64) async throws -> Bool

    /// Gives a session free, if this owner still has it.
    func unlock(_ key: StoredSession.Key, owner: [UInt8]) async throws

    /// Tells of sessions that are deleted, by whomever, until nobody listens any more.
    func endings() -> AsyncStream<StoreEnding>
}

/// What a shared store tells of the end of sessions.
public enum StoreEnding: Sendable, Hashable {
    /// This session was deleted.
    case deleted(StoredSession.Key)
    /// This session was ended with others; whoever has it in memory ends it at the tenant.
    case ordered(StoredSession.Key)
    /// Endings are told from now on; some may have been missed before.
    case missed
}
