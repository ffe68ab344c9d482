// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// How many sessions one person has.
extension SessionKeeper {
    /// Ends those sessions of a new one's person that are too many: the ones unused for longest, never the new one.
    ///
    /// Refusing the new one instead would lock out whoever lost a few cookies. It counts what is in memory here; what
    /// sleeps in the store counts when it is used again, or runs out.
    func makeRoom(beside session: LiveSession) async throws {
        let others = cache.sessions(of: session.subject.subject).filter { $0 !== session }
        let surplus = others.count + 1 - configuration.limits.sessionsPerUser
        guard surplus > 0 else { return }
        counts.count(.sessionsLimit)
        let used = others.map { (session: $0, at: $0.record.lastUsedAt) }.sorted { $0.at < $1.at }
        for (session, _) in used.prefix(surplus) { try await end(session, .replaced) }
    }
}
