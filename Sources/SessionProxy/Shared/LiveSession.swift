// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization
public import Wire

/// A signed-in browser session in memory: one object per session and process, shared by all event loops.
///
/// One small uncontended lock inside (about 20 ns) instead of a window in which two loops disagree about a cookie.
/// - Invariant: once ended it never lives again; a late write to it changes nothing that anyone reads.
public final class LiveSession: Sendable {
    /// What the browser's cookie carries.
    public let ticket: SessionTicket
    /// The lifetimes it is held to.
    public let lifetimes: SessionLifetimes
    /// Scheme and host its tenant cookies belong to; the path is the request's.
    public let tenant: CookieOrigin
    let state: Mutex<LiveSessionState>

    /// Brings a session to life, new or from the store.
    public init(ticket: SessionTicket, record: SessionRecord, lifetimes: SessionLifetimes, tenant: CookieOrigin) {
        self.ticket = ticket
        self.lifetimes = lifetimes
        self.tenant = tenant
        state = Mutex(LiveSessionState(record: record))
    }

    /// The id that finds it.
    public var id: SessionID { ticket.id }

    /// Whether `other` opens this session; constant time in the secret.
    public func matches(_ other: SessionTicket) -> Bool {
        other.id == ticket.id && other.secret.equals(ticket.secret)
    }

    /// The person it belongs to.
    public var subject: Subject { state.withLock { $0.record.subject } }

    /// Everything the store keeps, as of now.
    public var record: SessionRecord { state.withLock { $0.record } }

    /// Counts the tenant sessions so far.
    public var generation: UInt64 { state.withLock { $0.record.generation } }

    /// Why it ended; nil while it lives.
    public var ended: SessionEnd? { state.withLock { $0.ended } }
}
