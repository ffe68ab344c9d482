// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A browser's session at the identity provider, which signs in without asking again.
///
/// - Source: OpenID Connect Core 1.0 §2 (`auth_time`); OpenID Connect Back-Channel Logout 1.0 §2.1 (`sid`).
struct SingleSignOnSession: Sendable, Hashable {
    /// The value of the `idp_session` cookie: the user's name, with `~label` after it for a second browser.
    let cookieValue: String
    /// The user's name.
    let user: String
    /// The `sid` claim.
    let identifier: String
    /// When the user signed in, in seconds since the epoch: the `auth_time` claim.
    let authenticatedAt: Int64
}
