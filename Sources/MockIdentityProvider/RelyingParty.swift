// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A client that is registered at an issuer of the mock identity provider.
///
/// - Source: OpenID Connect Core 1.0 §1.2 "Relying Party"; RFC 6749 §2 (client registration);
///   Back-Channel Logout 1.0 §2.2.
public struct RelyingParty: Sendable, Hashable {
    /// The `client_id`.
    public var clientID: String
    /// The `client_secret`; a client without one is public and must use PKCE.
    public var clientSecret: String?
    /// The redirect URIs that are accepted, compared as strings (RFC 9700 §2.1).
    public var redirectURIs: [String]
    /// Where a browser may be sent after logout, compared as strings.
    public var postLogoutRedirectURIs: [String]
    /// Where logout tokens are posted when a session ends; nil for a client without a back channel.
    public var backChannelLogoutURI: String?

    /// Describes a client.
    ///
    /// - Parameters:
    ///   - clientID: The `client_id`.
    ///   - clientSecret: The `client_secret`, or nil for a public client.
    ///   - redirectURIs: The exact redirect URIs.
    ///   - postLogoutRedirectURIs: The exact URIs to which logout may lead back.
    ///   - backChannelLogoutURI: Where logout tokens are posted, or nil.
    public init(
        clientID: String, clientSecret: String?, redirectURIs: [String], postLogoutRedirectURIs: [String] = [],
        backChannelLogoutURI: String? = nil
    ) {
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.redirectURIs = redirectURIs
        self.postLogoutRedirectURIs = postLogoutRedirectURIs
        self.backChannelLogoutURI = backChannelLogoutURI
    }
}
