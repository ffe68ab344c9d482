// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Reads the claims of a logout token whose signature is good.
///
/// - Source: OpenID Connect Back-Channel Logout 1.0 §2.4 and §2.6.
struct LogoutTokenClaims {
    /// The member of `events` that makes a token a logout token.
    static let event = "http://schemas.openid.net/event/backchannel-logout"
    private let common: ProviderClaims

    init(_ claims: JSONValue) {
        common = ProviderClaims(claims: claims)
    }

    /// The order, when every claim agrees.
    ///
    /// - Throws: `ProviderTokenProblem`.
    func order(_ expectation: LogoutTokenExpectation) throws(ProviderTokenProblem) -> LogoutToken {
        try common.check(issuer: expectation.issuer, clientID: expectation.clientID, now: expectation.now)
        guard common.claims["events"]?[Self.event]?.objectValue != nil else { throw .events }
        // So that no ID token is ever taken for a logout token.
        guard common.claims["nonce"] == nil else { throw .nonce }
        let subject = try optionalText("sub")
        let sessionID = try optionalText("sid")
        guard subject != nil || sessionID != nil else { throw .subject }
        guard let tokenID = common.text("jti") else { throw .tokenID }
        return LogoutToken(subject: subject, sessionID: sessionID, tokenID: tokenID, expiresAt: expiry(expectation.now))
    }

    /// A claim that may be missing, but not be nonsense: an order whose half cannot be read is not guessed at.
    private func optionalText(_ name: String) throws(ProviderTokenProblem) -> String? {
        guard common.claims[name] != nil else { return nil }
        guard let text = common.text(name) else { throw .subject }
        return text
    }

    /// When the token will be refused for its age; at most a year from now, for it is remembered until then.
    private func expiry(_ now: Int64) -> Int64 {
        let latest = now + 366 * 24 * 3_600_000
        let seconds = (common.claims["exp"]?.doubleValue ?? 0) + ProviderClaims.leeway
        return min(latest, Int64(exactly: (seconds * 1000).rounded(.up)) ?? latest)
    }
}
