// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A person whom the tenant knows before the first login.
public struct TenantMember: Sendable, Hashable {
    /// The subject of the login token.
    public var subject: String
    /// The display name.
    public var name: String
    /// The e-mail.
    public var email: String
    /// Whether the person may log in.
    public var status: TenantUserStatus

    /// Describes a person.
    public init(subject: String, name: String, email: String, status: TenantUserStatus = .active) {
        self.subject = subject
        self.name = name
        self.email = email
        self.status = status
    }
}
