// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Signs a browser in and sends it back with a code.
///
/// - Shape: signed in by cookie, the browser is sent back at once; otherwise it sees the login page, or, with
///   `prompt=none`, is sent back with `login_required`.
/// - Source: OpenID Connect Core 1.0 §3.1.2; RFC 6749 §4.1.1 and §4.1.2.
struct AuthorizeEndpoint: IdentityEndpoint {
    let path = "/authorize"
    let methods: Set<String> = ["GET", "POST"]
    /// The parameter by which the login page says who signs in.
    static let loginParameter = "login_as"

    func user(of request: IdentityRequest, at issuer: Issuer) -> String? {
        let name = request.parameters[Self.loginParameter] ?? request.sessionCookie
        return name.flatMap { name in issuer.read { $0.user(ofCookie: name)?.name } }
    }

    func answer(
        _ request: IdentityRequest, at issuer: Issuer, misbehaving defect: IdentityDefect?
    ) async throws -> EndpointOutcome {
        let parameters = request.parameters
        let owner = user(of: request, at: issuer)
        issuer.ledger.note(.state, parameters["state"], owner: owner)
        issuer.ledger.note(.nonce, parameters["nonce"], owner: owner)
        var facts = Self.facts(of: parameters)
        do {
            let target = try AuthorizeTarget(parameters, at: issuer)
            let answer = Self.answer(request, target: target, at: issuer, defect: defect, facts: &facts)
            return EndpointOutcome(answer: answer, facts: facts)
        } catch {
            facts["error"] = error.error
            return EndpointOutcome(answer: .page(ErrorPage.html(error), status: error.status), facts: facts)
        }
    }

    private static func answer(
        _ request: IdentityRequest, target: AuthorizeTarget, at issuer: Issuer, defect: IdentityDefect?,
        facts: inout [String: String]
    ) -> IdentityAnswer {
        var answer = AuthorizeAnswer(request, target: target)
        var signedIn: SingleSignOnSession?
        do throws(OAuthRefusal) {
            if case .authorizeError(let refusal)? = defect?.effect { throw refusal }
            let checked = try AuthorizeRequest(request.parameters, target: target, switches: issuer.switches)
            signedIn = try signIn(request, checked, at: issuer)
            guard let signedIn else { return .page(LoginPage.html(for: request, at: issuer)) }
            answer["code"] = issuer.issueCode(for: checked, session: signedIn, misbehaving: defect)
        } catch {
            answer["error"] = error.error
            answer["error_description"] = error.description
            facts["error"] = error.error
        }
        answer["state"] = request.parameters["state"]
        if issuer.switches.sendsIssuerParameter { answer["iss"] = issuer.identifier }
        if case .authorizeAnswer(let change)? = defect?.effect { change(&answer, issuer.defectContext()) }
        var rendered = answer.rendered
        if let signedIn, request.parameters[loginParameter] != nil {
            rendered.headers.append("Set-Cookie", SessionCookie.setting(signedIn.cookieValue))
        }
        return rendered
    }

    /// The session to answer with; nil means that the login page has to be shown.
    private static func signIn(
        _ request: IdentityRequest, _ checked: AuthorizeRequest, at issuer: Issuer
    ) throws(OAuthRefusal) -> SingleSignOnSession? {
        if let name = request.parameters[loginParameter], let session = issuer.signIn(name) { return session }
        let session = issuer.session(cookie: request.sessionCookie)
        if let session, isGoodEnough(session, for: checked, now: issuer.nowInSeconds) { return session }
        guard !checked.prompts.contains("none") else {
            throw OAuthRefusal(error: "login_required", "The user is not signed in here.")
        }
        return nil
    }

    private static func isGoodEnough(_ session: SingleSignOnSession, for request: AuthorizeRequest, now: Int64) -> Bool
    {
        guard request.prompts.isDisjoint(with: ["login", "select_account"]) else { return false }
        guard let maxAge = request.maxAge else { return true }
        // Zero asks for a new sign-in, as prompt=login does, even in the second of the last one.
        guard maxAge > 0 else { return false }
        return now - session.authenticatedAt <= maxAge
    }

    private static func facts(of parameters: Parameters) -> [String: String] {
        let names = [
            "client_id", "redirect_uri", "response_type", "response_mode", "scope", "state", "nonce", "prompt",
            "max_age", "code_challenge", "code_challenge_method", "audience", "login_hint", loginParameter,
        ]
        return names.reduce(into: [:]) { $0[$1] = parameters[$1] }
    }
}
