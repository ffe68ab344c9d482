// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto
import Wire

/// Everything that goes into one ID token.
///
/// - Source: OpenID Connect Core 1.0 §2 and §3.1.3.6 (`at_hash`); Back-Channel Logout 1.0 §2.1 (`sid`).
struct IDTokenIssue: Sendable {
    let issuer: Issuer
    let clientID: String
    let session: SingleSignOnSession
    let scopes: [String]
    let nonce: String?
    let accessToken: String
    /// Whether a refresh token earned it.
    var isRefreshed = false

    /// Signs the token, with the defect if it is one of ID tokens.
    func token(misbehaving defect: IdentityDefect?) async throws -> String {
        var draft = TokenDraft(header: try issuer.header(type: "JWT"), claims: try claims())
        switch defect?.effect {
        case .idToken(let change): change(&draft, issuer.defectContext())
        case .refreshedIDToken(let change) where isRefreshed: change(&draft, issuer.defectContext())
        default: break
        }
        let token = try await issuer.mint(draft)
        issuer.ledger.note(.idToken, token, owner: session.user)
        return token
    }

    private func claims() throws -> JSONObject {
        let switches = issuer.switches
        guard let user = issuer.read({ $0.user(named: session.user) }) else {
            throw OAuthRefusal.invalidGrant("The user is not known any more.")
        }
        let now = issuer.nowInSeconds
        var claims = JSONObject([
            ("iss", .string(issuer.identifier)),
            ("sub", .string(user.subject)),
            ("aud", .string(clientID)),
            ("exp", .number(String(now + switches.idTokenLifetime.inSeconds))),
            ("iat", .number(String(now))),
            ("auth_time", .number(String(session.authenticatedAt))),
            ("sid", .string(session.identifier)),
            ("at_hash", .string(Self.halfHash(of: accessToken))),
        ])
        if let nonce { claims["nonce"] = .string(nonce) }
        UserClaims.add(user, scopes: switches.claimsFollowScope ? scopes : nil, to: &claims)
        return claims
    }

    /// The left half of the SHA-256 of a token, in base64url.
    private static func halfHash(of token: String) -> String {
        Base64.encode(Array(SHA256.hash(data: Array(token.utf8)).prefix(16)), urlSafe: true, padded: false)
    }
}
