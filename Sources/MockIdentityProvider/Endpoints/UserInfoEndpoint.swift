// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Gives the claims about the user to the holder of an access token.
///
/// - Source: OpenID Connect Core 1.0 §5.3; RFC 6750 §3 for refusals.
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
        return EndpointOutcome(answer: .json(claims), facts: ["sub": user.subject])
    }

    private static func refusal(_ challenge: String, error: String) -> EndpointOutcome {
        EndpointOutcome(
            answer: IdentityAnswer(401, headers: HeaderList([("WWW-Authenticate", challenge)])),
            facts: ["error": error])
    }
}
