// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Logging
import Transport
import Wire

/// Keeps the browser sessions: opens, loads, renews, persists and ends them.
final class SessionKeeper: Sendable {
    let cache = SessionCache()
    let configuration: ProxyConfiguration
    let components: ProxyComponents
    let archive: SessionArchive
    let gateway: TenantGateway
    let background = BackgroundWork()
    let counts = ControlCounts()
    let renewals = SingleFlight<SessionID, RenewalOutcome>()
    let tokenFetches = SingleFlight<SessionID, String?>()
    /// Sessions that ended a moment ago, so that a load that began before cannot bring one back.
    let ended = ExpiringSet<StoredSession.Key>(milliseconds: 10 * 60 * 1000)

    init(_ configuration: ProxyConfiguration, _ components: ProxyComponents) {
        self.configuration = configuration
        self.components = components
        archive = SessionArchive(configuration, components, counts)
        gateway = TenantGateway(configuration, components)
    }

    var now: Int64 { components.time.now() }

    var logger: Logger { components.logger }

    /// Brings a session that is not in the cache to life from the store, and into the cache.
    func load(_ ticket: SessionTicket) async throws -> LiveSession? {
        if ended.contains(StoredSession.Key(ticket.id), now: now) { return nil }
        if let present = cache.find(ticket.id) {
            // Its user may have come by way of another proxy.
            if !present.isAlive(at: now) { await archive.catchUp(present) }
            return usable(present, ticket)
        }
        guard let record = try await archive.record(for: ticket) else { return nil }
        let session = LiveSession(
            ticket: ticket, record: record, lifetimes: configuration.lifetimes, tenant: gateway.origin)
        guard session.isAlive(at: now) else {
            try await archive.delete(ticket.id)
            return nil
        }
        let present = cache.insert(session)
        if ended.contains(StoredSession.Key(ticket.id), now: now) {
            // Logged out while the store was being read.
            present.end(.loggedOut)
            cache.remove(ticket.id)
            return nil
        }
        return usable(present, ticket)
    }

    private func usable(_ session: LiveSession, _ ticket: SessionTicket) -> LiveSession? {
        session.matches(ticket) && session.isAlive(at: now) ? session : nil
    }

    /// Opens a tenant session for a person and a new browser session around it.
    ///
    /// - Shape: the ticket is new, whatever the browser brought (COOKIE-06); the session is in the store before anyone
    ///   hears of it.
    /// - Throws: `ProxyError`.
    func open(for signIn: ProviderSignIn) async throws -> LiveSession {
        let jar: CookieJar
        do {
            jar = try await gateway.open(for: signIn.subject)
        } catch let refusal as TenantRefusal {
            throw refusal.error
        }
        guard let ticket = SessionTicket(randomOctets: components.random.bytes(48)) else {
            throw ProxyError(.internalFault, source: .internal, reason: "The random source gave too few octets.")
        }
        let record = SessionRecord(
            subject: signIn.subject, jar: jar, createdAt: now, providerSession: signIn.sessionID)
        let session = LiveSession(
            ticket: ticket, record: record, lifetimes: configuration.lifetimes, tenant: gateway.origin)
        try await archive.create(session)
        let present = cache.insert(session)
        try await makeRoom(beside: present)
        return present
    }

    /// Ends a session everywhere: in memory, with its sockets, in the store, and at the tenant.
    ///
    /// - Throws: `ProxyError` with `.storeUnavailable` when the store could not forget it; in this process it is over.
    func end(_ session: LiveSession, _ reason: SessionEnd) async throws {
        let jar = session.record.jar
        drop(session, reason)
        if reason != .refused { logOutAtTenant(jar) }
        try await archive.delete(session.id)
    }

    /// Ends the sessions that the identity provider names, wherever they are (OUT-05).
    ///
    /// - Returns: how many there were; nil when the token was used before, and nothing was done.
    /// - Throws: `ProxyError` with `.storeUnavailable`; the token can then be used again.
    func end(_ token: LogoutToken) async throws -> Int? {
        guard let keys = try await archive.end(token) else { return nil }
        conclude(Set(keys), .loggedOut)
        return keys.count
    }

    /// Ends sessions here and at the tenant that were ended in the store.
    ///
    /// A tenant session can be ended only where its browser session is in memory, for nobody else can open its record.
    func conclude(_ keys: Set<StoredSession.Key>, _ reason: SessionEnd) {
        for key in keys { _ = ended.insert(key, now: now) }
        for session in cache.all where keys.contains(StoredSession.Key(session.id)) {
            let jar = session.record.jar
            drop(session, reason)
            logOutAtTenant(jar)
        }
    }

    /// Ends a session here: in memory, with its sockets.
    func drop(_ session: LiveSession, _ reason: SessionEnd) {
        _ = ended.insert(StoredSession.Key(session.id), now: now)
        counts.count(.sessionEnded(reason))
        session.end(reason)
        cache.remove(session.id)
    }

    private func logOutAtTenant(_ jar: CookieJar) {
        background.start { [self] in
            do {
                try await gateway.logOut(jar)
            } catch {
                logger.info("The tenant session could not be ended")
            }
        }
    }

    /// Marks the session for writing to the store, soon and off the event loop.
    func persist(_ session: LiveSession) {
        archive.persist(session)
    }
}
