// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A secret with a name, so that it can be searched for and never printed.
public struct Canary: Sendable, Hashable {
    /// What the secret is.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A cookie of the tenant.
        case tenantCookie
        /// The signature of a tenant cookie.
        case tenantCookieSignature
        /// A CSRF token of the tenant.
        case csrfToken
        /// The JWT shown to the tenant.
        case tenantToken
        /// An ID token.
        case idToken
        /// An access token.
        case accessToken
        /// A refresh token.
        case refreshToken
        /// An authorization code.
        case authorizationCode
        /// A PKCE verifier.
        case codeVerifier
        /// The state of a sign-in.
        case state
        /// The nonce of a sign-in.
        case nonce
        /// The proxy's own session cookie.
        case browserSession
        /// A cookie of a third party.
        case foreignCookie
        /// A mark in a body that belongs to one user.
        case bodyMarker
        /// A private key.
        case privateKey
        /// The client secret of the identity provider.
        case clientSecret
        /// The secret that seals sessions.
        case sessionSecret
        /// An `Authorization` header.
        case authorizationHeader
    }

    /// What the secret is.
    public var kind: Kind
    /// The user to whom it belongs, or the party.
    public var owner: String
    /// The name to print instead, such as `ana.eas.sid`.
    public var name: String
    /// The secret itself.
    public var value: String

    /// Makes a canary.
    public init(kind: Kind, owner: String, name: String, value: String) {
        self.kind = kind
        self.owner = owner
        self.name = name
        self.value = value
    }
}
