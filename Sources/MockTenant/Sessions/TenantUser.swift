// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Whether a member may come in.
///
/// - Source: qlik.dev, "Users", `status`.
public enum TenantUserStatus: String, Sendable, Hashable, CaseIterable {
    /// May come in.
    case active
    /// Is known and may not.
    case disabled
    /// Was invited and has not come yet; a login makes the person active.
    case invited
    /// Was invited, and let the invitation expire.
    case expired
    /// Is no longer known.
    case deleted

    /// What a login is told, nil where it is welcome.
    var refusal: TenantProblem? {
        switch self {
        case .active, .invited: nil
        case .expired: .invitationExpired
        case .disabled, .deleted: .notMember
        }
    }
}

/// A member of the tenant.
struct TenantUser: Sendable, Hashable {
    /// 24 hexadecimal digits.
    let id: String
    /// The name by which the control interface and the witness speak of this user.
    let name: String
    let subject: String
    var displayName: String
    var email: String
    var groups: [String]
    var status = TenantUserStatus.active
    let createdAt: Int64
    var updatedAt: Int64
    /// Stands in every body that only this user may see.
    let marker: String

    /// Users are named by subject, by e-mail, or by the part of it before the `@`.
    func isNamed(_ text: String) -> Bool {
        text == name || text == subject || text == email || text == Self.localPart(of: email)
    }

    static func localPart(of email: String) -> String {
        email.split(separator: "@", maxSplits: 1).first.map(String.init) ?? email
    }
}
