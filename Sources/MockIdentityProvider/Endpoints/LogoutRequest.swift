// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// What the two logout endpoints have in common.
enum LogoutRequest {
    static func user(of request: IdentityRequest, at issuer: Issuer) -> String? {
        request.sessionCookie.flatMap { name in issuer.read { $0.user(ofCookie: name)?.name } }
    }

    static func facts(of parameters: Parameters) -> [String: String] {
        ["client_id", "post_logout_redirect_uri", "returnTo", "state", "logout_hint"].reduce(into: [:]) {
            $0[$1] = parameters[$1]
        }
    }

    /// Forgets the session of this browser, and the one that the hint names, and tells their relying parties.
    ///
    /// The result is what the witness says about the back channel: `app=200 other=none`.
    static func end(
        _ request: IdentityRequest, hint: TokenHint?, at issuer: Issuer, misbehaving defect: IdentityDefect?
    ) async throws -> String? {
        let ended = issuer.endSessions {
            $0.cookieValue == request.sessionCookie || $0.identifier == hint?.sessionIdentifier
        }
        let deliveries = try await issuer.announceEnd(of: ended, misbehaving: defect.map { [$0] } ?? [])
        guard !deliveries.isEmpty else { return nil }
        return deliveries.map { "\($0.clientID)=\($0.status.map(String.init) ?? "none")" }.joined(separator: " ")
    }

    /// Sends the browser back if that address is registered, else shows a page; the cookie is cleared either way.
    static func outcome(
        back: String?, state: String?, clientID: String?, at issuer: Issuer, facts: [String: String]
    ) -> EndpointOutcome {
        var outcome = EndpointOutcome(answer: .page(SignedOutPage.html), facts: facts)
        if let back {
            if isRegistered(back, clientID: clientID, at: issuer) {
                outcome.answer = .redirect(to: adding(state, to: back))
            } else {
                let refusal = OAuthRefusal.invalidRequest("The address to return to is not registered.")
                outcome.answer = .page(ErrorPage.html(refusal), status: refusal.status)
                outcome.facts["error"] = refusal.error
            }
        }
        outcome.answer.headers.append("Set-Cookie", SessionCookie.clearing)
        return outcome
    }

    /// Without a client the address must be registered by any; with one, by that one.
    private static func isRegistered(_ address: String, clientID: String?, at issuer: Issuer) -> Bool {
        issuer.read { state in
            let clients = clientID.map { state.clients[$0].map { [$0] } ?? [] } ?? Array(state.clients.values)
            return clients.contains { $0.postLogoutRedirectURIs.contains(address) }
        }
    }

    private static func adding(_ state: String?, to address: String) -> String {
        guard let state else { return address }
        return address + (address.contains("?") ? "&" : "?") + PercentEncoding.form([("state", state)])
    }
}
