// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The ways in which a client can say who it is at the token endpoint.
///
/// - Source: OpenID Connect Core 1.0 §9.
public enum ClientAuthenticationMethod: String, Sendable, Hashable, CaseIterable {
    /// Id and secret in the `Authorization` line.
    case basic = "client_secret_basic"
    /// Id and secret in the body.
    case post = "client_secret_post"
    /// The id alone, for clients without a secret.
    case none
}
