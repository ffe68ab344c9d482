// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Gives the claims about the user to the holder of an access token.
///
/// - Source: OpenID Connect Core 1.0 §5.3; RFC 6750 §2 for the token and §3 for refusals.
struct UserInfoEndpoint: IdentityEndpoint {
    let path = "/userinfo"
    let methods: Set<String> = ["GET", "POST"]

    func user(of request: IdentityRequest, at issuer: Issuer) -> String? {
        request.bearerToken.flatMap { issuer.grant(accessToken: $0)?.user }
    }

    func answer(
        _ request: IdentityRequest, at issuer: Issuer, misbehaving defect: IdentityDefect?
    ) async throws -> EndpointOutcome {
        guard let token = request.bearerToken else { return Self.refusal("Bearer", error: "no_token") }
        guard let grant = issuer.grant(accessToken: token), let user = issuer.read({ $0.user(named: grant.user) })
        else {
            return Self.refusal(#"Bearer error="invalid_token""#, error: "invalid_token")
        }
        var claims = JSONObject([("sub", .string(user.subject))])
        UserClaims.add(user, scopes: issuer.switches.claimsFollowScope ? grant.scopes : nil, to: &claims)
        if case .userInfo(let change)? = defect?.effect { change(&claims, issuer.defectContext()) }
        let answer = try await Self.answer(claims, for: grant, at: issuer)
        return EndpointOutcome(answer: answer, facts: ["sub": user.subject])
    }

    /// The claims as JSON, or as a signed JWT with issuer and audience.
    private static func answer(
        _ claims: JSONObject, for grant: TokenGrant, at issuer: Issuer
    ) async throws -> IdentityAnswer {
        guard issuer.switches.signsUserInfo else { return .json(claims) }
        var draft = TokenDraft(header: try issuer.header(type: "JWT"), claims: claims)
        draft.claims["iss"] = .string(issuer.identifier)
        draft.claims["aud"] = .string(grant.clientID)
        let headers = HeaderList([("Content-Type", "application/jwt"), ("Cache-Control", "no-store")])
        return IdentityAnswer(200, headers: headers, body: Array(try await issuer.mint(draft).utf8))
    }

    private static func refusal(_ challenge: String, error: String) -> EndpointOutcome {
        EndpointOutcome(
            answer: IdentityAnswer(401, headers: HeaderList([("WWW-Authenticate", challenge)])),
            facts: ["error": error])
    }
}
