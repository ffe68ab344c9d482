// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Ends the browser's session the way of Auth0's own logout address, with `returnTo`.
///
/// - Source: Auth0 Authentication API, "Logout" (`GET /v2/logout`).
struct Auth0LogoutEndpoint: IdentityEndpoint {
    let path = "/v2/logout"
    let methods: Set<String> = ["GET"]

    func user(of request: IdentityRequest, at issuer: Issuer) -> String? {
        LogoutRequest.user(of: request, at: issuer)
    }

    func answer(
        _ request: IdentityRequest, at issuer: Issuer, misbehaving defect: IdentityDefect?
    ) async throws -> EndpointOutcome {
        var facts = LogoutRequest.facts(of: request.query)
        facts["back-channel"] = try await LogoutRequest.end(request, hint: nil, at: issuer, misbehaving: defect)
        return LogoutRequest.outcome(
            back: request.query["returnTo"], state: nil, clientID: request.query["client_id"], at: issuer,
            facts: facts)
    }
}
