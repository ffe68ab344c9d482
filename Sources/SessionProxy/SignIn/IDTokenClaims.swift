// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Reads the claims of an ID token whose signature is good.
///
/// - Source: OpenID Connect Core 1.0 §2, §3.1.3.7 and §5.1.
struct IDTokenClaims {
    private let common: ProviderClaims

    init(_ claims: JSONValue) {
        common = ProviderClaims(claims: claims)
    }

    /// The sign-in, when every claim agrees.
    ///
    /// - Throws: `ProviderTokenProblem`.
    func signIn(_ expectation: IDTokenExpectation) throws(ProviderTokenProblem) -> ProviderSignIn {
        try common.check(issuer: expectation.issuer, clientID: expectation.clientID, now: expectation.now)
        guard let nonce = common.claims["nonce"]?.stringValue, ConstantTime.equal(nonce, expectation.nonce) else {
            throw .nonce
        }
        guard let subject = common.text("sub") else { throw .subject }
        let person = Subject(
            subject: subject, email: common.text("email"), name: common.text("name"),
            isEmailVerified: isEmailVerified, groups: groups)
        return ProviderSignIn(subject: person, sessionID: common.text("sid"))
    }

    /// True only if the provider said so; some say it as text.
    private var isEmailVerified: Bool {
        common.claims["email_verified"]?.boolValue ?? (common.claims["email_verified"]?.stringValue == "true")
    }

    private var groups: [String]? {
        common.claims["groups"]?.arrayValue?.compactMap(\.stringValue)
    }
}
