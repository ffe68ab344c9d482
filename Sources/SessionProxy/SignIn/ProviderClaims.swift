// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The claims that ID tokens and logout tokens have in common.
///
/// - Source: OpenID Connect Core 1.0 §2 and §3.1.3.7; Back-Channel Logout 1.0 §2.6, step 3: "in the same way".
struct ProviderClaims {
    let claims: JSONValue

    /// How far the provider's clock may be from ours, in seconds.
    static let leeway = 30.0

    /// Checks who speaks, to whom, and when.
    ///
    /// - Throws: `ProviderTokenProblem`.
    func check(issuer: String, clientID: String, now: Int64) throws(ProviderTokenProblem) {
        guard claims["iss"]?.stringValue == issuer else { throw .issuer }
        try checkAudience(clientID)
        try checkTimes(Double(now) / 1000)
    }

    /// A claim that is text and not empty.
    func text(_ name: String) -> String? {
        claims[name]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
    }

    private func checkAudience(_ clientID: String) throws(ProviderTokenProblem) {
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

    private func checkTimes(_ now: Double) throws(ProviderTokenProblem) {
        guard let expiry = claims["exp"]?.doubleValue, now < expiry + Self.leeway else { throw .expired }
        guard let issuedAt = claims["iat"]?.doubleValue, issuedAt <= now + Self.leeway else { throw .issuedAt }
        if let notBefore = claims["nbf"] {
            guard let moment = notBefore.doubleValue, moment <= now + Self.leeway else { throw .notYetValid }
        }
    }
}
