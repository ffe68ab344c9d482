// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization
public import Wire

/// What sign-in, renewal and logout do to a session.
extension LiveSession {
    /// Puts a freshly opened tenant session in place of the old one; raises the generation.
    ///
    /// - Returns: false when the browser session ended meanwhile: logout wins over a late renewal (CONC-04).
    public func adopt(jar: CookieJar, csrfToken: String?, subject: Subject? = nil) -> Bool {
        state.withLock { state in
            guard state.ended == nil else { return false }
            state.record.jar = jar
            state.record.csrfToken = csrfToken
            if let subject { state.record.subject = subject }
            state.record.generation += 1
            state.commonLine = nil
            return true
        }
    }

    /// Takes over what another proxy on the same store has written: a newer tenant session, and a later use.
    public func catchUp(with stored: SessionRecord) {
        state.withLock { state in
            guard state.ended == nil else { return }
            let lastUsedAt = max(state.record.lastUsedAt, stored.lastUsedAt)
            if stored.generation > state.record.generation {
                state.record = stored
                state.commonLine = nil
            }
            state.record.lastUsedAt = lastUsedAt
        }
    }

    /// Keeps a CSRF token that was fetched for tenant session `generation`.
    public func keep(csrfToken: String, generation: UInt64) {
        state.withLock { state in
            guard state.record.generation == generation else { return }
            state.record.csrfToken = csrfToken
        }
    }

    /// Ends the session for good and closes its open sockets; the first reason stays.
    public func end(_ reason: SessionEnd) {
        let relays = state.withLock { state -> [any OpenRelay] in
            guard state.ended == nil else { return [] }
            state.ended = reason
            defer { state.relays.removeAll() }
            return Array(state.relays.values)
        }
        for relay in relays { relay.sessionEnded(reason) }
    }

    /// Registers an open socket; false when the session has ended, so that the socket must close at once.
    public func add(_ relay: any OpenRelay) -> Bool {
        state.withLock { state in
            guard state.ended == nil else { return false }
            state.relays[ObjectIdentifier(relay)] = relay
            return true
        }
    }

    /// Forgets a socket that closed.
    public func remove(_ relay: any OpenRelay) {
        state.withLock { $0.relays[ObjectIdentifier(relay)] = nil }
    }

    /// How many sockets are open.
    public var openRelays: Int { state.withLock { $0.relays.count } }
}
