// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A person whom the tenant knows before the first login.
public struct TenantMember: Sendable, Hashable {
    /// Whether a person may log in.
    public enum Status: String, Sendable, Hashable, CaseIterable {
        /// May log in.
        case active
        /// Was invited and has not come yet; a login makes the person active.
        case invited
        /// The invitation has expired.
        case expired
        /// An administrator shut the person out.
        case disabled
        /// Was removed.
        case deleted
    }

    /// The subject of the login token.
    public var subject: String
    /// The display name.
    public var name: String
    /// The e-mail.
    public var email: String
    /// Whether the person may log in.
    public var status: Status

    /// Describes a person.
    public init(subject: String, name: String, email: String, status: Status = .active) {
        self.subject = subject
        self.name = name
        self.email = email
        self.status = status
    }
}
