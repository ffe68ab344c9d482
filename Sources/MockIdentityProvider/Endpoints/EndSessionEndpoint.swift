// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Ends the browser's session at the provider on behalf of a relying party.
///
/// - Source: OpenID Connect RP-Initiated Logout 1.0 §2 and §3; Back-Channel Logout 1.0 §2.
struct EndSessionEndpoint: IdentityEndpoint {
    let path = "/oidc/logout"
    let methods: Set<String> = ["GET", "POST"]

    func user(of request: IdentityRequest, at issuer: Issuer) -> String? {
        LogoutRequest.user(of: request, at: issuer)
    }

    func answer(
        _ request: IdentityRequest, at issuer: Issuer, misbehaving defect: IdentityDefect?
    ) async throws -> EndpointOutcome {
        let parameters = request.parameters
        let hint = parameters["id_token_hint"].flatMap(TokenHint.init)
        let clientID = parameters["client_id"] ?? hint?.clientID
        var facts = LogoutRequest.facts(of: parameters)
        facts["sid"] = hint?.sessionIdentifier
        facts["back-channel"] = try await LogoutRequest.end(request, hint: hint, at: issuer, misbehaving: defect)
        var state = parameters["state"]
        if case .logoutState(let change)? = defect?.effect { change(&state, issuer.defectContext()) }
        return LogoutRequest.outcome(
            back: parameters["post_logout_redirect_uri"], state: state, clientID: clientID,
            at: issuer, facts: facts)
    }
}
