// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Verifies with jwt-kit's signatures and our own reading of the claims.
///
/// - Source: OpenID Connect Back-Channel Logout 1.0 §2.6.
public struct JWTKitLogoutTokenVerifier: LogoutTokenVerifier {
    /// The types a logout token may state; §2.4 recommends the first one, and many providers state none.
    static let types: Set<String> = ["logout+jwt", "jwt"]

    /// Makes a verifier.
    public init() {}

    /// What the token orders.
    public func verify(_ token: String, _ expectation: LogoutTokenExpectation) async throws -> LogoutToken {
        let signed = try SignedToken(token)
        if let type = signed.type, !Self.types.contains(type) { throw ProviderTokenProblem.type }
        let claims = try await signed.claims(verifiedBy: expectation.keySet)
        return try LogoutTokenClaims(claims).order(expectation)
    }
}
