// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The claims the tenant reads of a JWT at `/login/jwt-session`.
///
/// - Units: times in seconds since 1970.
/// - Source: qlik.dev, "Login" (POST /login/jwt-session) and "Create signed tokens for JWT authorization".
public struct TenantClaims: Sendable, Hashable {
    /// The audience the tenant asks for.
    public static let audience = "qlik.api/login/jwt-session"

    /// `iss`: as registered at the tenant.
    public var issuer: String
    /// `aud`.
    public var audience = TenantClaims.audience
    /// `sub`: the user's subject in the tenant, exactly as the identity provider states it.
    public var subject: String
    /// `subType`.
    public var subjectType = "user"
    /// `name`.
    public var name: String
    /// `email`.
    public var email: String
    /// `email_verified`.
    public var isEmailVerified: Bool
    /// `groups`; absent when nil.
    public var groups: [String]?
    /// `jti`: never used before.
    public var tokenID: String
    /// `iat`.
    public var issuedAt: Int64
    /// `nbf`.
    public var notBefore: Int64
    /// `exp`: at most 3600 s after `nbf`.
    public var expiresAt: Int64

    /// States claims.
    public init(
        issuer: String, subject: String, name: String, email: String, isEmailVerified: Bool, groups: [String]?,
        tokenID: String, issuedAt: Int64, notBefore: Int64, expiresAt: Int64
    ) {
        self.issuer = issuer
        self.subject = subject
        self.name = name
        self.email = email
        self.isEmailVerified = isEmailVerified
        self.groups = groups
        self.tokenID = tokenID
        self.issuedAt = issuedAt
        self.notBefore = notBefore
        self.expiresAt = expiresAt
    }
}
