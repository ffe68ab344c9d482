// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Verifies with jwt-kit's signatures and our own reading of the claims.
///
/// - Source: OpenID Connect Core 1.0 §3.1.3.7.
public struct JWTKitIDTokenVerifier: IDTokenVerifier {
    /// Makes a verifier.
    public init() {}

    /// The sign-in that the token states.
    public func verify(_ token: String, _ expectation: IDTokenExpectation) async throws -> ProviderSignIn {
        let claims = try await SignedToken(token).claims(verifiedBy: expectation.keySet)
        return try IDTokenClaims(claims).signIn(expectation)
    }
}
