// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What an authorization code stands for.
///
/// - Source: RFC 6749 §4.1.2 and §4.1.3; RFC 7636 §4.4 (the challenge is bound to the code).
struct AuthorizationGrant: Sendable {
    let code: String
    var clientID: String
    var redirectURI: String
    var codeChallenge: String?
    var nonce: String?
    let scopes: [String]
    let user: String
    let session: SingleSignOnSession
    /// Milliseconds since the epoch.
    var expiresAt: Int64
    /// Whether the code has been presented; a second time is an attack.
    var isSpent = false
}
