// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Everything that goes into one logout token.
///
/// - Source: OpenID Connect Back-Channel Logout 1.0 §2.4.
struct LogoutTokenIssue: Sendable {
    let issuer: Issuer
    let clientID: String
    /// The `sub` claim.
    let subject: String?
    /// The `sid` claim; nil logs the subject out everywhere.
    let sessionIdentifier: String?

    /// The member of `events` that makes a JWT a logout token.
    static let event = "http://schemas.openid.net/event/backchannel-logout"
    /// How long a logout token is valid; §2.4 of the specification advises at most two minutes.
    static let lifetime: Int64 = 120

    func token(misbehaving defects: [IdentityDefect]) async throws -> String {
        var draft = TokenDraft(header: try issuer.header(type: "logout+jwt"), claims: claims)
        for defect in defects {
            switch defect.effect {
            case .idToken(let change), .logoutToken(let change): change(&draft, issuer.defectContext())
            default: break
            }
        }
        return try await issuer.mint(draft)
    }

    private var claims: JSONObject {
        let now = issuer.nowInSeconds
        var claims = JSONObject([
            ("iss", .string(issuer.identifier)),
            ("aud", .string(clientID)),
            ("iat", .number(String(now))),
            ("exp", .number(String(now + Self.lifetime))),
            ("jti", .string(issuer.freshIdentifier())),
            ("events", JSONObject([(Self.event, JSONObject().json)]).json),
        ])
        if let subject { claims["sub"] = .string(subject) }
        if let sessionIdentifier { claims["sid"] = .string(sessionIdentifier) }
        return claims
    }
}
