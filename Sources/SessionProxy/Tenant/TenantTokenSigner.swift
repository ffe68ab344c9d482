// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Signs the JWT with which a user is signed in to the tenant.
public protocol TenantTokenSigner: Sendable {
    /// The compact serialisation of a signed JWT with these claims.
    func sign(_ claims: TenantClaims) async throws -> String
}
