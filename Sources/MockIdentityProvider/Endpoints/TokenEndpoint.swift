// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Trades a code or a refresh token for tokens.
///
/// - Shape: takes form bodies, and JSON bodies as Auth0 does.
/// - Source: RFC 6749 §4.1.3, §5.1, §5.2, §6; OpenID Connect Core 1.0 §3.1.3.
struct TokenEndpoint: IdentityEndpoint {
    let path = "/oauth/token"
    let methods: Set<String> = ["POST"]

    func user(of request: IdentityRequest, at issuer: Issuer) -> String? {
        guard let body = Self.body(of: request) else { return nil }
        return issuer.read { state in
            body["code"].flatMap { state.codes[$0]?.user }
                ?? body["refresh_token"].flatMap { state.refreshTokens[$0]?.user }
        }
    }

    func answer(
        _ request: IdentityRequest, at issuer: Issuer, misbehaving defect: IdentityDefect?
    ) async throws -> EndpointOutcome {
        let owner = user(of: request, at: issuer)
        var facts: [String: String] = [:]
        let answer: IdentityAnswer
        do {
            guard let body = Self.body(of: request) else {
                throw OAuthRefusal.invalidRequest("The body is neither a form nor a flat JSON object.")
            }
            facts = Self.note(body, request, owner: owner, in: issuer.ledger)
            answer = .json(try await Self.exchange(body, request, at: issuer, defect: defect, facts: &facts))
        } catch let refusal as OAuthRefusal {
            facts["error"] = refusal.error
            answer = Self.answer(refusal)
        }
        return EndpointOutcome(answer: answer, facts: facts)
    }

    private static func exchange(
        _ body: Parameters, _ request: IdentityRequest, at issuer: Issuer, defect: IdentityDefect?,
        facts: inout [String: String]
    ) async throws -> JSONObject {
        if let repeated = body.repeated { throw OAuthRefusal.invalidRequest("\(repeated) came more than once.") }
        let authentication = try ClientAuthentication(request, body: body)
        facts["token_endpoint_auth_method"] = authentication.method.rawValue
        let client = try authentication.verified(at: issuer)
        switch body["grant_type"] {
        case "authorization_code":
            return try await CodeExchange(body: body, client: client, issuer: issuer, defect: defect).run(&facts)
        case "refresh_token":
            return try await RefreshExchange(body: body, client: client, issuer: issuer, defect: defect).run()
        case nil:
            throw OAuthRefusal.invalidRequest("grant_type is missing.")
        case _?:
            throw OAuthRefusal(error: "unsupported_grant_type", "Only codes and refresh tokens are exchanged.")
        }
    }

    private static func body(of request: IdentityRequest) -> Parameters? {
        switch request.mediaType {
        case "application/x-www-form-urlencoded": Parameters(form: String(decoding: request.body, as: UTF8.self))
        case "application/json": Parameters(json: request.body)
        default: nil
        }
    }

    private static func note(
        _ body: Parameters, _ request: IdentityRequest, owner: String?, in ledger: CanaryLedger
    ) -> [String: String] {
        ledger.note(.codeVerifier, body["code_verifier"], owner: owner)
        var facts = ["body": request.mediaType]
        for name in ["grant_type", "client_id", "redirect_uri", "code", "code_verifier"] { facts[name] = body[name] }
        return facts
    }

    private static func answer(_ refusal: OAuthRefusal) -> IdentityAnswer {
        var answer = IdentityAnswer.json(refusal.document, status: refusal.status)
        if refusal.status == 401 { answer.headers.append("WWW-Authenticate", #"Basic realm="token""#) }
        return answer
    }
}
