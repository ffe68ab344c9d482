// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The person a browser session belongs to, as the identity provider's verified ID token stated it.
///
/// Nothing is merged, folded or shortened: two subjects that differ in one octet are two persons (LOGIN-11).
public struct Subject: Sendable, Hashable, Codable {
    /// The claim `sub`, octet for octet.
    public var subject: String
    /// The claim `email`.
    public var email: String?
    /// The claim `name`.
    public var name: String?
    /// The claim `email_verified`; false unless the provider said true.
    public var isEmailVerified: Bool
    /// The claim `groups`; nil when it was absent.
    public var groups: [String]?

    /// States a person.
    public init(
        subject: String, email: String? = nil, name: String? = nil, isEmailVerified: Bool = false,
        groups: [String]? = nil
    ) {
        self.subject = subject
        self.email = email
        self.name = name
        self.isEmailVerified = isEmailVerified
        self.groups = groups
    }
}
