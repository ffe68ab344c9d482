// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Wire

/// A person who can sign in at the mock identity provider.
///
/// - Shape: `claims` go into the ID token and the userinfo answer as they are, letter case and types kept.
/// - Source: OpenID Connect Core 1.0 §5.1 (standard claims), §5.7 (only `iss` and `sub` together identify a user).
public struct IdentityUser: Sendable, Hashable {
    /// The name by which scenarios, the sign-in cookie and the login page speak of this person.
    public var name: String
    /// Every claim about this person; `sub` is the name when it is not given.
    public var claims: [String: JSONValue]

    /// Describes a person.
    ///
    /// - Parameters:
    ///   - name: The name in scenarios, also the value of the `idp_session` cookie.
    ///   - claims: Claims of any kind, such as `email`, `email_verified`, `groups`.
    public init(name: String, claims: [String: JSONValue] = [:]) {
        self.name = name
        self.claims = claims
    }

    /// The `sub` claim: the one given, else the name.
    public var subject: String { claims["sub"]?.stringValue ?? name }
}
