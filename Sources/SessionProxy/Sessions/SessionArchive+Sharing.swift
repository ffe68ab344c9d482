// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Logging
import Transport

/// What a proxy does so as not to get in the way of others on the same store.
extension SessionArchive {
    /// How long one proxy may do something to a session alone: longer than the requests of a renewal may take.
    static let leaseMilliseconds: Int64 = 30_000
    /// How often a proxy that has to wait looks whether the session is free: a renewal takes about so long.
    static let lockInterval: Duration = .milliseconds(50)

    /// Does something to a session while no other proxy does (EXP-03).
    ///
    /// Without the store it is done all the same: two renewals at once are less bad than none.
    func alone<Value: Sendable>(
        with session: LiveSession, _ work: @Sendable () async throws -> Value
    ) async throws -> Value {
        guard let shared = store as? any SharedSessionStore else { return try await work() }
        let key = StoredSession.Key(session.id)
        let owner = random.bytes(16)
        do {
            while try await !counts.measure(
                .lock, { try await shared.lock(key, owner: owner, milliseconds: Self.leaseMilliseconds) })
            {
                try await Task.sleep(for: Self.lockInterval)
            }
        } catch {
            logger.warning("A session could not be locked", metadata: .of(error))
            return try await work()
        }
        let result: Result<Value, any Error>
        do { result = .success(try await work()) } catch { result = .failure(error) }
        do {
            try await counts.measure(.unlock) { try await shared.unlock(key, owner: owner) }
        } catch {
            logger.warning("A session could not be unlocked; others wait until the lock runs out", metadata: .of(error))
        }
        return try result.get()
    }

    /// Takes over what other proxies have done to a session; ends it here if they ended it.
    ///
    /// - Returns: whether it now is what the store says.
    @discardableResult
    func catchUp(_ session: LiveSession) async -> Bool {
        guard store is any SharedSessionStore, session.ended == nil else { return false }
        do {
            if let record = try await record(for: session.ticket) {
                session.catchUp(with: record)
            } else {
                session.end(.loggedOut)
            }
            return true
        } catch {
            // Logged already; what is known here has to do.
            return false
        }
    }

    /// Writes a session that other proxies must not hear of too late: at once where there may be others, else soon.
    func publish(_ session: LiveSession) async {
        guard store is any SharedSessionStore else { return persist(session) }
        do {
            let refusals = try await counts.measure(.update) { try await store.update([try row(session)]) }
            await settle(session, refusals[StoredSession.Key(session.id)])
        } catch {
            logger.warning("A session could not be written; it stays in memory", metadata: .of(error))
            persist(session)
        }
    }

    /// Draws the consequence of a write that was refused.
    func settle(_ session: LiveSession, _ refusal: UpdateRefusal?) async {
        switch refusal {
        case .gone: session.end(.loggedOut)
        case .outdated: if await catchUp(session) { persist(session) }
        case nil: break
        }
    }
}
