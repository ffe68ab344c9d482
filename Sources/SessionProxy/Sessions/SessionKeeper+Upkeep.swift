// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Logging

/// What goes on beside the requests.
extension SessionKeeper {
    /// How often memory is looked through: sockets of a session that expired close within this time (WS-12).
    static let upkeepInterval: Duration = .seconds(1)
    /// How often the store is swept (EXP-05): every minute, or as often as sessions can end for lack of use.
    var sweepMilliseconds: Int64 { min(60_000, configuration.lifetimes.idleMilliseconds) }

    /// Writes behind, ends what expired, and sweeps, until cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.archive.run() }
            group.addTask { await self.upkeep() }
            group.addTask { await self.followEndings() }
        }
    }

    /// Writes what is still to be written, after `run` was cancelled.
    func finish() async {
        await background.finish()
        await archive.flush()
    }

    private func upkeep() async {
        var sweptAt = now
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: Self.upkeepInterval)
            } catch {
                return
            }
            await endExpired()
            archive.retry()
            guard now - sweptAt >= sweepMilliseconds || now < sweptAt else { continue }
            sweptAt = now
            await sweep()
        }
    }

    /// Ends the sessions in memory whose lifetime is over, and drops those that ended elsewhere.
    func endExpired() async {
        for session in cache.all {
            guard !session.isAlive(at: now) else { continue }
            // Its user may have come by way of another proxy.
            await archive.catchUp(session)
            guard !session.isAlive(at: now) else { continue }
            do {
                try await end(session, session.ended ?? .expired)
            } catch {
                // It is over in memory; the sweep will find its row.
            }
        }
    }

    /// Ends here what another proxy on the same store ended (CONC-05).
    private func followEndings() async {
        guard let shared = components.store as? any SharedSessionStore else { return }
        for await ending in shared.endings() {
            switch ending {
            case .deleted(let key):
                for session in cache.all where StoredSession.Key(session.id) == key { drop(session, .loggedOut) }
            case .ordered(let key): conclude([key], .loggedOut)
            case .missed:
                for session in cache.all {
                    await archive.catchUp(session)
                    if session.ended != nil { drop(session, .loggedOut) }
                }
            }
        }
    }

    /// Sweeps the store, once it knows how long ago each session was used: one in use must not be taken for one that is over.
    func sweep() async {
        let moment = now
        guard await archive.flush() else { return }
        do {
            let count = try await archive.sweep(at: moment)
            if count > 0 { logger.debug("Expired sessions were swept", metadata: ["sessions.count": "\(count)"]) }
        } catch {
            logger.warning("Expired sessions could not be swept")
        }
    }
}
