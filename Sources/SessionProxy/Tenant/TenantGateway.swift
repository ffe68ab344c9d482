// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Transport
import Wire

/// Speaks to the tenant on behalf of one user, beside the forwarding path: login, CSRF token, logout.
struct TenantGateway: Sendable {
    private let configuration: ProxyConfiguration
    private let time: TimeSource
    private let random: RandomSource
    private let signer: any TenantTokenSigner
    private let client: any BackChannel

    /// Wire names of the tenant.
    private enum Name {
        static let login = "/login/jwt-session"
        static let csrfToken = "/api/v1/csrf-token"
        static let logout = "/logout"
        static let csrfTokenField = "qlik-csrf-token"
        static let webIntegrationField = "qlik-web-integration-id"
        static let sessionCookie = "eas.sid"
    }

    init(_ configuration: ProxyConfiguration, _ components: ProxyComponents) {
        self.configuration = configuration
        time = components.time
        random = components.random
        signer = components.tokenSigner
        client = components.httpClient
    }

    /// Scheme and host the tenant's cookies belong to.
    var origin: CookieOrigin {
        CookieOrigin(scheme: configuration.tenant.scheme, host: configuration.tenant.host, path: "/")
    }
}

/// Login (LOGIN-09, LOGIN-10).
extension TenantGateway {
    /// Opens a tenant session for a person.
    ///
    /// - Throws: `TenantRefusal`.
    func open(for subject: Subject) async throws -> CookieJar {
        let token = try await signer.sign(try claims(for: subject))
        var headers: HeaderList = ["Authorization": "Bearer \(token)", "Accept": "application/json"]
        addWebIntegration(to: &headers)
        let answer = try await send("POST", Name.login, headers)
        guard answer.status == 200 else { throw TenantRefusal(status: answer.status) }
        var jar = CookieJar()
        for line in answer.headers.all("Set-Cookie") {
            _ = jar.store(line, from: origin.at(Name.login), now: time.now() / 1000)
        }
        // Load-balancer cookies alone are no session.
        let isOpen = jar.cookies(for: origin, now: time.now() / 1000).contains {
            $0.name == Name.sessionCookie && !$0.value.isEmpty
        }
        guard isOpen else { throw TenantRefusal.withoutSession }
        return jar
    }

    private func claims(for subject: Subject) throws -> TenantClaims {
        guard let email = subject.email else {
            throw TenantRefusal(isDefinite: true, reason: "The tenant asks for an e-mail address; this user has none.")
        }
        let now = time.now() / 1000
        return TenantClaims(
            issuer: configuration.tokenIssuer, subject: subject.subject, name: subject.name ?? email, email: email,
            isEmailVerified: subject.isEmailVerified, groups: subject.groups,
            tokenID: Base64.encode(random.bytes(24), urlSafe: true), issuedAt: now,
            notBefore: now - Self.skewSeconds, expiresAt: now - Self.skewSeconds + Self.tokenSeconds)
    }

    /// How much the tenant's clock may be behind ours: it must be past `nbf` already.
    private static let skewSeconds: Int64 = 10
    /// How long a token is good for; it is used once, at once.
    private static let tokenSeconds: Int64 = 60
}

/// CSRF token (CSRF-01) and logout (OUT-03).
extension TenantGateway {
    /// Fetches the session's CSRF token.
    ///
    /// - Source: qlik.dev, "CSRF token" (GET /api/v1/csrf-token): 204, the token in a response header.
    func csrfToken(of jar: CookieJar) async throws -> CSRFAnswer {
        let answer = try await send("GET", Name.csrfToken, headers(with: jar, for: Name.csrfToken))
        return CSRFAnswer(
            status: answer.status, token: answer.headers.first(Name.csrfTokenField),
            setCookieLines: answer.headers.all("Set-Cookie"), path: Name.csrfToken)
    }

    /// Ends the tenant session; what the tenant says to it changes nothing here.
    func logOut(_ jar: CookieJar) async throws {
        _ = try await send("GET", Name.logout, headers(with: jar, for: Name.logout))
    }

    private func headers(with jar: CookieJar, for path: String) -> HeaderList {
        var headers: HeaderList = ["Accept": "application/json"]
        addWebIntegration(to: &headers)
        if let line = jar.header(for: origin.at(path), now: time.now() / 1000), !line.isEmpty {
            headers.append("Cookie", line)
        }
        return headers
    }

    private func addWebIntegration(to headers: inout HeaderList) {
        guard let id = configuration.webIntegrationID else { return }
        headers.append(Name.webIntegrationField, id)
    }

    private func send(_ method: String, _ path: String, _ headers: HeaderList) async throws -> ClientResponse {
        var url = configuration.tenant
        url.target = path
        do {
            return try await client.send(ClientRequest(method: method, url: url, headers: headers))
        } catch let error as TransportError {
            throw TenantRefusal(error)
        }
    }
}
