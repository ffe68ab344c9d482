// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The exchange of an authorization code for tokens.
///
/// - Source: RFC 6749 §4.1.3; RFC 7636 §4.6; RFC 9700 §2.1.1 and §4.8.2 (no verifier without a challenge).
struct CodeExchange: Sendable {
    let body: Parameters
    let client: RelyingParty
    let issuer: Issuer
    let defect: IdentityDefect?

    func run(_ facts: inout [String: String]) async throws -> JSONObject {
        guard let code = body["code"] else { throw OAuthRefusal.invalidRequest("code is missing.") }
        let grant = try issuer.redeem(code: code)
        guard grant.clientID == client.clientID else {
            throw OAuthRefusal.invalidGrant("The code was issued to another client.")
        }
        guard grant.redirectURI == body["redirect_uri"] else {
            throw OAuthRefusal.invalidGrant("redirect_uri is not the one of the authorize request.")
        }
        facts["pkce"] = try Self.checkProofKey(grant.codeChallenge, verifier: body["code_verifier"])
        let tokens = issuer.issueTokens(grant.scopes, for: client.clientID, session: grant.session, family: code)
        let idToken = try await IDTokenIssue(
            issuer: issuer, clientID: client.clientID, session: grant.session, scopes: grant.scopes,
            nonce: grant.nonce, accessToken: tokens.access
        ).token(misbehaving: defect)
        var document = TokenDocument.make(tokens, idToken: idToken, scopes: grant.scopes, switches: issuer.switches)
        if case .tokenDocument(let change)? = defect?.effect { change(&document, issuer.defectContext()) }
        return document
    }

    /// Compares verifier and challenge; the result is what the witness says: `verified` or `unused`.
    private static func checkProofKey(_ challenge: String?, verifier: String?) throws(OAuthRefusal) -> String {
        switch (challenge, verifier) {
        case (nil, nil):
            return "unused"
        case (nil, _?):
            throw .invalidGrant("code_verifier came without a code_challenge.")
        case (_?, nil):
            throw .invalidGrant("code_verifier is missing.")
        case (let challenge?, let verifier?):
            guard ProofKey.isVerifier(verifier), ProofKey.challenge(of: verifier) == challenge else {
                throw .invalidGrant("code_verifier does not fit the code_challenge.")
            }
            return "verified"
        }
    }
}
