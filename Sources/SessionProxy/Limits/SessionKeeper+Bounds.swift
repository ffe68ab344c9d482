// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// How many sessions one person has.
extension SessionKeeper {
    /// Ends those sessions of a new one's person that are too many, whichever proxy began them: the ones unused for
    /// longest, as far as the store knows, never the new one.
    ///
    /// Refusing the new one instead would lock out whoever lost a few cookies.
    func makeRoom(beside session: LiveSession) async throws {
        let keys = try await archive.trim(beside: session, to: configuration.limits.sessionsPerUser)
        guard !keys.isEmpty else { return }
        counts.count(.sessionsLimit)
        conclude(Set(keys), .replaced)
    }
}
