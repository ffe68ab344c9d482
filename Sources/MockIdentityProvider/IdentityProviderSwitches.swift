// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What an issuer demands and offers where the standards leave a choice.
///
/// - Units: lifetimes are `Duration`s on the provider's clock, so that a manual clock can expire them.
public struct IdentityProviderSwitches: Sendable, Hashable {
    /// Whether an authorize request without a PKCE challenge is refused (RFC 9700 §2.1.1).
    public var requiresPKCE = false
    /// Whether the authorize answer carries `iss` (RFC 9207 §2), and discovery says so.
    public var sendsIssuerParameter = true
    /// The algorithm that signs ID tokens and logout tokens.
    public var signingAlgorithm = SigningAlgorithm.rs256
    /// Whether `offline_access` earns a refresh token (OpenID Connect Core 1.0 §11).
    public var issuesRefreshTokens = true
    /// Whether a spent refresh token that comes again ends its family: every token of the same code (RFC 9700 §4.14.2).
    public var revokesReusedRefreshTokens = true
    /// Whether standard claims are given only to the scopes that ask for them (OpenID Connect Core 1.0 §5.4).
    public var claimsFollowScope = true
    /// Whether discovery names an `end_session_endpoint` (OpenID Connect RP-Initiated Logout 1.0 §2.1).
    public var advertisesEndSession = true
    /// The ways in which clients may authenticate; those left out are refused with `invalid_client`.
    public var clientAuthenticationMethods = Set(ClientAuthenticationMethod.allCases)
    /// Whether userinfo is a signed JWT instead of plain JSON (OpenID Connect Core 1.0 §5.3.2).
    public var signsUserInfo = false
    /// How long an authorization code may be redeemed (RFC 6749 §4.1.2 advises at most ten minutes).
    public var codeLifetime = Duration.seconds(60)
    /// How long an ID token is valid.
    public var idTokenLifetime = Duration.seconds(3_600)
    /// How long an access token is valid.
    public var accessTokenLifetime = Duration.seconds(3_600)

    /// Gives every switch its default.
    public init() {}
}
