// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A user of a scenario, as the identity provider will know it.
public struct UserDeclaration: Sendable, Hashable {
    /// The name used in steps: lower-case letters, digits and hyphens.
    public let name: String
    /// The e-mail address; `NAME@example.com` unless declared.
    public let email: String
    /// Further claims of the ID token, in the order of the file; they win over what is derived.
    public let claims: [Node.Entry]
    /// The crowd this user was made from (`crowd: { count: 100 }` declares `crowd-1` to `crowd-100`).
    public let crowd: String?

    /// Makes a user.
    public init(name: String, email: String? = nil, claims: [Node.Entry] = [], crowd: String? = nil) {
        self.name = name
        self.email = email ?? "\(name)@example.com"
        self.claims = claims
        self.crowd = crowd
    }
}
