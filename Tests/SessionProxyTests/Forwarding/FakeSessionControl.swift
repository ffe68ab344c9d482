// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import SessionProxy
import Synchronization
import Testing
import Transport
import Wire

/// A control side with a few sessions, whose slow answers a test chooses.
final class FakeSessionControl: SessionControl {
    struct Script: Sendable {
        var stored: [SessionID: LiveSession] = [:]
        var storeFails = false
        var token: String? = "token-1"
        var renewal = RenewalOutcome.ended
        var renewals = 0
        var refreshes = 0
        var owned: [OwnRequest] = []
        var persisted = 0
    }

    let cache = SessionCache()
    let script = Mutex(Script())

    /// Signs someone in with one tenant cookie; gives the session and the `Cookie` value of the browser.
    func signIn(
        _ name: String, cookie: String? = nil, csrfToken: String? = "token-1", isCached: Bool = true,
        lifetimes: SessionLifetimes = SessionLifetimes(), at now: Int64 = TimeSource.system.now(),
        random: RandomSource = .system
    ) throws -> (LiveSession, String) {
        let ticket = try #require(SessionTicket(randomOctets: random.bytes(48)))
        let origin = CookieOrigin(scheme: "https", host: "tenant.localhost")
        var jar = CookieJar()
        jar.store(cookie ?? "eas.sid=of-\(name); Path=/; Secure; HttpOnly", from: origin, now: now / 1000)
        let record = SessionRecord(
            subject: Subject(subject: name), jar: jar, csrfToken: csrfToken, createdAt: now)
        let session = LiveSession(ticket: ticket, record: record, lifetimes: lifetimes, tenant: origin)
        if isCached { _ = cache.insert(session) } else { script.withLock { $0.stored[ticket.id] = session } }
        return (session, "__Host-session=\(ticket.cookieValue)")
    }

    func load(_ ticket: SessionTicket) async throws -> LiveSession? {
        try script.withLock { script in
            if script.storeFails { throw ProxyError(.storeUnavailable, source: .internal, reason: "Told to.") }
            return script.stored[ticket.id]
        }
    }

    func csrfToken(for session: LiveSession, refresh: Bool) async throws -> String? {
        let token = script.withLock { script in
            if refresh {
                script.refreshes += 1
                script.token = "token-\(script.refreshes + 1)"
            }
            return script.token
        }
        if let token { session.keep(csrfToken: token, generation: session.generation) }
        return token
    }

    func renew(_ session: LiveSession, sawGeneration: UInt64) async throws -> RenewalOutcome {
        let outcome = script.withLock { script in
            script.renewals += 1
            return script.renewal
        }
        if case .renewed = outcome, session.generation == sawGeneration {
            var jar = CookieJar()
            jar.store("eas.sid=renewed; Path=/", from: session.tenant, now: TimeSource.system.now() / 1000)
            _ = session.adopt(jar: jar, csrfToken: "token-renewed")
        }
        return outcome
    }

    func persist(_ session: LiveSession) { script.withLock { $0.persisted += 1 } }

    func ownRoute(_ request: OwnRequest) async -> OwnResponse {
        script.withLock { $0.owned.append(request) }
        return OwnResponse(status: 200, headers: ["Content-Type": "text/plain"], body: request.body)
    }

    func signInLocation(returningTo target: String) -> String { "/login?returnto=\(PercentEncoding.encode(target))" }
}
