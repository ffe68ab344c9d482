// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Why a store did not replace a session.
public enum UpdateRefusal: Sendable, Hashable {
    /// It is not there any more.
    case gone
    /// Another proxy has given it a newer tenant session meanwhile.
    case outdated
}

/// Keeps sealed sessions beyond the life of the process.
///
/// A store never sees what it keeps: values are sealed with a key that only the browser's cookie carries, and keys are
/// digests of the session's id.
/// - Shape: `create` alone makes rows. A late `update` of a session that was deleted changes nothing, so logout wins
///   over every write that is still under way, in this process or another one (CONC-04).
/// - Throws: `StoreProblem` from every call that could not be carried out.
public protocol SessionStore: Sendable {
    /// Keeps a new session; returns when it is safe against the end of the process.
    func create(_ session: StoredSession) async throws

    /// The session under that key, expired or not; nil when there is none.
    func load(_ key: StoredSession.Key) async throws -> StoredSession?

    /// Replaces sessions that are still there and no newer, all or none.
    ///
    /// - Parameter sessions: what they are now.
    /// - Returns: those that were not replaced, and why.
    /// - Throws: `StoreProblem`.
    func update(_ sessions: [StoredSession]) async throws -> [StoredSession.Key: UpdateRefusal]

    /// Forgets a session; it is no error when there is none.
    func delete(_ key: StoredSession.Key) async throws

    /// Ends the sessions that the identity provider names, all or none, and remembers the order until it expires.
    ///
    /// - Parameter order: whose sessions, and which token said so.
    /// - Returns: the sessions that were there; nil when the same order was carried out before, and nothing was done.
    /// - Throws: `StoreProblem`.
    func end(_ order: LogoutOrder) async throws -> [StoredSession.Key]?

    /// Ends those sessions of a person that are too many: of the others than one, those that would expire first.
    ///
    /// - Parameters:
    ///   - owner: whose sessions; the sign-in does not count.
    ///   - limit: how many may stay, at least 1.
    ///   - key: the one that stays.
    /// - Returns: the sessions that were ended.
    /// - Throws: `StoreProblem`.
    func trim(
        _ owner: SessionOwner, to limit: Int, keeping key: StoredSession.Key
    ) async throws -> [StoredSession.Key]

    /// Forgets the sessions that expired at `now` or before.
    ///
    /// - Parameter now: milliseconds since 1970.
    /// - Returns: how many there were.
    /// - Throws: `StoreProblem`.
    func sweep(at now: Int64) async throws -> Int

    /// Proves that the store can read and write.
    func ping() async throws

    /// Closes the store; no call may follow.
    func close() async
}
