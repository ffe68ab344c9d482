// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Reads the claims of an ID token whose signature is good.
///
/// - Source: OpenID Connect Core 1.0 §2, §3.1.3.7 and §5.1.
struct IDTokenClaims {
    private let claims: JSONValue

    init(_ claims: JSONValue) {
        self.claims = claims
    }

    /// How far the provider's clock may be from ours, in seconds.
    private static let leeway = 30.0

    /// The person, when every claim agrees.
    ///
    /// - Throws: `IDTokenProblem`.
    func subject(_ expectation: IDTokenExpectation) throws(IDTokenProblem) -> Subject {
        guard claims["iss"]?.stringValue == expectation.issuer else { throw .issuer }
        try checkAudience(expectation.clientID)
        try checkTimes(Double(expectation.now) / 1000)
        guard let nonce = claims["nonce"]?.stringValue, ConstantTime.equal(nonce, expectation.nonce) else {
            throw .nonce
        }
        guard let subject = claims["sub"]?.stringValue, !subject.isEmpty else { throw .subject }
        return Subject(
            subject: subject, email: claims["email"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 },
            name: claims["name"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }, isEmailVerified: isEmailVerified,
            groups: groups)
    }

    private func checkAudience(_ clientID: String) throws(IDTokenProblem) {
        let audiences: [String] =
            switch claims["aud"] {
            case .string(let one)?: [one]
            case .array(let several)?: several.compactMap(\.stringValue)
            default: []
            }
        guard audiences.contains(clientID) else { throw .audience }
        let party = claims["azp"]?.stringValue
        if audiences.count > 1, party == nil { throw .authorizedParty }
        if claims["azp"] != nil, party != clientID { throw .authorizedParty }
    }

    private func checkTimes(_ now: Double) throws(IDTokenProblem) {
        guard let expiry = claims["exp"]?.doubleValue, now < expiry + Self.leeway else { throw .expired }
        guard let issuedAt = claims["iat"]?.doubleValue, issuedAt <= now + Self.leeway else { throw .issuedAt }
        if let notBefore = claims["nbf"] {
            guard let moment = notBefore.doubleValue, moment <= now + Self.leeway else { throw .notYetValid }
        }
    }

    /// True only if the provider said so; some say it as text.
    private var isEmailVerified: Bool {
        claims["email_verified"]?.boolValue ?? (claims["email_verified"]?.stringValue == "true")
    }

    private var groups: [String]? {
        claims["groups"]?.arrayValue?.compactMap(\.stringValue)
    }
}
