// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto
import Transport
import Wire

/// Signs users in at the identity provider: authorization code flow with PKCE.
///
/// - Source: OpenID Connect Core 1.0 §3.1; RFC 7636; RFC 9700 §2.1.
struct RelyingParty: Sendable {
    private let configuration: ProxyConfiguration
    private let components: ProxyComponents
    private let directory: ProviderDirectory

    init(_ configuration: ProxyConfiguration, _ components: ProxyComponents) {
        self.configuration = configuration
        self.components = components
        directory = ProviderDirectory(configuration, components)
    }

    /// Begins a sign-in: where to send the browser, and what must come back with it.
    ///
    /// `silently` asks the provider to show no page, but to answer with an error where it would have to.
    func begin(returningTo path: String, silently: Bool) async throws -> (location: String, pending: PendingSignIn) {
        let metadata = try await directory.metadata()
        let pending = PendingSignIn(
            state: randomText(), nonce: randomText(), verifier: randomText(), returnPath: path,
            startedAt: components.time.now(), isSilent: silently)
        let challenge = Base64.encode(Array(SHA256.hash(data: Array(pending.verifier.utf8))), urlSafe: true)
        var parameters = [
            ("response_type", "code"), ("client_id", configuration.clientID),
            ("redirect_uri", configuration.redirectURI.description),
            ("scope", configuration.scopes.joined(separator: " ")), ("state", pending.state),
            ("nonce", pending.nonce), ("code_challenge", challenge), ("code_challenge_method", "S256"),
        ]
        if silently { parameters.append(("prompt", "none")) }
        return (metadata.authorizationEndpoint.adding(PercentEncoding.form(parameters)), pending)
    }

    /// Finishes a sign-in: trades the code for an ID token and judges it.
    ///
    /// `issuer` is what the callback states as `iss`, when it does.
    /// - Throws: `ProxyError` from the identity provider's side.
    func finish(_ pending: PendingSignIn, code: String, issuer: String?) async throws -> ProviderSignIn {
        let metadata = try await directory.metadata()
        if issuer != nil || metadata.statesIssuerInCallback, issuer != metadata.issuer {
            throw refusal("The callback names another issuer.")
        }
        let token = try await redeem(code, pending.verifier, metadata)
        let expectation = IDTokenExpectation(
            issuer: metadata.issuer, clientID: configuration.clientID, nonce: pending.nonce,
            now: components.time.now(), keySet: { try await directory.keySet(refetching: $0) })
        do {
            return try await components.idTokenVerifier.verify(token, expectation)
        } catch let problem as ProviderTokenProblem {
            throw refusal("The ID token is refused: \(problem.rawValue).")
        }
    }

    /// Where the browser ends its session at the provider; nil when the provider offers no such place.
    ///
    /// - Shape: no `id_token_hint`: the URL passes through the browser, where no token may show (ISOL-06).
    /// - Source: OpenID Connect RP-Initiated Logout 1.0 §2.
    func endSessionLocation() async throws -> String? {
        let query = PercentEncoding.form([
            ("client_id", configuration.clientID), ("post_logout_redirect_uri", configuration.publicOrigin + "/"),
        ])
        return try await directory.metadata().endSessionEndpoint?.adding(query)
    }

    /// Judges a logout token.
    ///
    /// - Throws: `ProxyError`, `.badLogoutToken` where the token is at fault.
    func logoutOrder(_ token: String) async throws -> LogoutToken {
        let issuer = try await directory.metadata().issuer
        let expectation = LogoutTokenExpectation(
            issuer: issuer, clientID: configuration.clientID, now: components.time.now(),
            keySet: { try await directory.keySet(refetching: $0) })
        do {
            return try await components.logoutTokenVerifier.verify(token, expectation)
        } catch let problem as ProviderTokenProblem {
            throw ProxyError(
                .badLogoutToken, source: .downstream, reason: "The logout token is refused: \(problem.rawValue).")
        }
    }

    private func redeem(_ code: String, _ verifier: String, _ metadata: ProviderMetadata) async throws -> String {
        var form = [
            ("grant_type", "authorization_code"), ("code", code),
            ("redirect_uri", configuration.redirectURI.description), ("code_verifier", verifier),
        ]
        var headers: HeaderList = [
            "Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json",
        ]
        if metadata.wantsSecretInForm {
            form += [("client_id", configuration.clientID), ("client_secret", configuration.clientSecret)]
        } else {
            headers.append("Authorization", basicCredentials)
        }
        let answer = try await components.httpClient.asking(
            ClientRequest(
                method: "POST", url: metadata.tokenEndpoint, headers: headers,
                body: Array(PercentEncoding.form(form).utf8)))
        guard answer.status == 200 else {
            throw refusal("The identity provider answered the token request with \(answer.status).")
        }
        guard let token = try answer.json()["id_token"]?.stringValue else {
            throw refusal("The identity provider gave no ID token.")
        }
        return token
    }

    /// - Source: RFC 6749 §2.3.1: both halves form-encoded before they are joined.
    private var basicCredentials: String {
        let halves = [configuration.clientID, configuration.clientSecret].map { PercentEncoding.encode($0) }
        return "Basic " + Base64.encode(Array(halves.joined(separator: ":").utf8))
    }

    private func randomText() -> String { Base64.encode(components.random.bytes(32), urlSafe: true) }

    private func refusal(_ reason: String) -> ProxyError {
        ProxyError(.identityProviderRefused, source: .upstream, reason: reason)
    }
}

extension HTTPURL {
    /// The URL as text with more query.
    fileprivate func adding(_ query: String) -> String {
        description + (target.contains("?") ? "&" : "?") + query
    }
}
