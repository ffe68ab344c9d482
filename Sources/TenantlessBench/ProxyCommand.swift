// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import SessionProxy
import Terminal
import Transport
import Wire

/// The forwarding path alone, with sessions made up: no sign-in is measured, look-up is.
///
/// It prints the cookie of every session.
struct ProxyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proxy", abstract: "The forwarding path, with sessions made up.")

    /// What browsers know it by, whatever they connect to.
    static let origin = "https://proxy.localhost"

    @OptionGroup var listening: ListeningOptions

    @Option(help: "The tenant's port on this machine.")
    var tenantPort: Int

    @Option(help: "The tenant's name in its certificate.")
    var tenantHost = "tenant.localhost"

    @Option(help: "How many sessions are signed in.")
    var sessions = 10_000

    func run() async throws {
        let control = KnownSessions()
        let tenant = Endpoint(host: tenantHost, port: tenantPort)
        let tickets = try (0..<sessions).map { _ in try control.signIn(at: tenant) }
        let settings = ForwardingSettings(
            tenant: tenant, tenantAuthority: tenant.authority, publicOrigin: Self.origin,
            sessionCookieName: "__Host-session")
        let server = try await ForwardingServer.start(
            settings, control: control, tenantTrust: ClientTLS(), port: listening.port, tls: listening.tls())
        let cookies = tickets.map { "cookie \(settings.sessionCookieName)=\($0)\n" }.joined()
        await Interruption.wait(telling: "\(cookies)listening \(server.port)\n")
        await server.stop()
    }
}

/// A control side that knows its sessions by heart.
private struct KnownSessions: SessionControl {
    let cache = SessionCache()

    func signIn(at tenant: Endpoint) throws -> String {
        guard let ticket = SessionTicket(randomOctets: RandomSource.system.bytes(48)) else {
            throw ValidationError("A ticket takes 48 octets.")
        }
        let origin = CookieOrigin(scheme: "https", host: tenant.host)
        let now = TimeSource.system.now()
        var jar = CookieJar()
        for name in ["eas.sid", "eas.sid.sig", "_csrfToken", "_csrfToken.sig"] {
            let value = Base64.encode(RandomSource.system.bytes(name.hasSuffix("sig") ? 64 : 24), urlSafe: true)
            jar.store("\(name)=\(value); Path=/; Secure; HttpOnly", from: origin, now: now / 1000)
        }
        let record = SessionRecord(subject: Subject(subject: ticket.id.text), jar: jar, createdAt: now)
        _ = cache.insert(
            LiveSession(ticket: ticket, record: record, lifetimes: SessionLifetimes(), tenant: origin))
        return ticket.cookieValue
    }

    func load(_ ticket: SessionTicket) async throws -> LiveSession? { nil }
    func csrfToken(for session: LiveSession, refresh: Bool) async throws -> String? { nil }
    func renew(_ session: LiveSession, sawGeneration: UInt64) async throws -> RenewalOutcome { .ended }
    func persist(_ session: LiveSession) {}
    func ownRoute(_ request: OwnRequest) async -> OwnResponse { OwnResponse(status: 404) }
    func signInLocation(returningTo target: String) -> String { "/login" }
}
