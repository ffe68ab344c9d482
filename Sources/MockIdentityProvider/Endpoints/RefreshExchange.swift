// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The exchange of a refresh token for new tokens; the old one is spent if there is a new one among them.
///
/// - Source: RFC 6749 §6; OpenID Connect Core 1.0 §12.2 (the new ID token has no nonce).
struct RefreshExchange: Sendable {
    let body: Parameters
    let client: RelyingParty
    let issuer: Issuer
    let defect: IdentityDefect?

    func run() async throws -> JSONObject {
        guard let token = body["refresh_token"] else {
            throw OAuthRefusal.invalidRequest("refresh_token is missing.")
        }
        if case .refreshError(let refusal)? = defect?.effect { throw refusal }
        let grant = try issuer.redeem(refreshToken: token, clientID: client.clientID)
        let wanted = body["scope"] == nil ? grant.scopes : body.words("scope")
        guard Set(wanted).isSubset(of: grant.scopes) else {
            throw OAuthRefusal(error: "invalid_scope", "scope is wider than what was granted.")
        }
        let tokens = issuer.issueTokens(wanted, for: client.clientID, session: grant.session, family: grant.family)
        let idToken = try await IDTokenIssue(
            issuer: issuer, clientID: client.clientID, session: grant.session, scopes: wanted, nonce: nil,
            accessToken: tokens.access, isRefreshed: true
        ).token(misbehaving: defect)
        var document = TokenDocument.make(tokens, idToken: idToken, scopes: wanted, switches: issuer.switches)
        if case .refreshDocument(let change)? = defect?.effect { change(&document, issuer.defectContext()) }
        if document["refresh_token"] == nil { issuer.keep(refreshToken: token, for: grant) }
        return document
    }
}
