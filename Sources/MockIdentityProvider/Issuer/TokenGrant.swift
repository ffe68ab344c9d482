// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What an access token or a refresh token stands for.
struct TokenGrant: Sendable {
    let clientID: String
    let user: String
    let scopes: [String]
    let session: SingleSignOnSession
    /// The code that this token and all its relatives descend from: they are revoked together.
    let family: String
    /// Milliseconds since the epoch; nil for refresh tokens, which only rotation and revocation end.
    let expiresAt: Int64?
}
