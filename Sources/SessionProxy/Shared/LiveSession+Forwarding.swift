// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization
import Wire

/// What the forwarding path asks of a session.
extension LiveSession {
    /// Uses the session for one request: extends its idle time and reads what the request needs, under one lock.
    ///
    /// - Parameters:
    ///   - now: milliseconds since 1970.
    ///   - path: the request's path, asked for only when the jar holds cookies for narrower paths than `/`.
    /// - Returns: nil when the session ended or its lifetime is over.
    public func use(at now: Int64, path: () -> String) -> ForwardingState? {
        state.withLock { state in
            guard state.ended == nil, !state.isExpired(at: now, lifetimes) else { return nil }
            if now > state.record.lastUsedAt { state.record.lastUsedAt = now }
            let wantsPersisting = now - state.persistedAt >= persistInterval
            if wantsPersisting { state.persistedAt = now }
            return ForwardingState(
                cookieLine: state.cookieLine(at: now, origin: tenant, path: path),
                csrfToken: state.record.csrfToken, generation: state.record.generation,
                wantsPersisting: wantsPersisting)
        }
    }

    /// How stale the stored time of last use may get: a tenth of the idle time, at most a minute.
    private var persistInterval: Int64 { min(60_000, lifetimes.idleMilliseconds / 10) }

    /// Whether it can still be used at `now`; does not extend it.
    public func isAlive(at now: Int64) -> Bool {
        state.withLock { $0.ended == nil && !$0.isExpired(at: now, lifetimes) }
    }

    /// Extends the idle time without reading anything.
    public func touch(_ now: Int64) {
        state.withLock { state in
            guard state.ended == nil, !state.isExpired(at: now, lifetimes) else { return }
            state.record.lastUsedAt = max(state.record.lastUsedAt, now)
        }
    }

    /// Takes the tenant's `Set-Cookie` values into the jar, in order.
    ///
    /// - Parameters:
    ///   - lines: the values, one per line.
    ///   - path: the request's path, for cookies that state none.
    ///   - now: milliseconds since 1970.
    ///   - generation: the tenant session the answered request belonged to; a late answer of an earlier one is ignored.
    /// - Returns: whether the jar changed, so that it should be persisted.
    public func consume(setCookieLines lines: [String], path: String, now: Int64, generation: UInt64? = nil) -> Bool {
        state.withLock { state in
            if let generation, generation != state.record.generation { return false }
            let before = state.record.jar.csrfCookie
            var changed = false
            for line in lines where state.record.jar.store(line, from: tenant.at(path), now: now / 1000) {
                changed = true
            }
            guard changed else { return false }
            state.commonLine = nil
            if state.record.jar.csrfCookie != before { state.record.csrfToken = nil }
            return true
        }
    }
}

extension CookieJar {
    /// The tenant's CSRF cookie: when it changes, a token fetched before may be stale.
    fileprivate var csrfCookie: String? { all.first { $0.name == "_csrfToken" }?.value }
}
