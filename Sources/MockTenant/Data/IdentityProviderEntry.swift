// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// An entry of `/api/v1/identity-providers`: the key that login tokens of one issuer are signed with.
///
/// - Source: qlik.dev, "Identity providers": one key per entry; for JWT only the description can change.
struct IdentityProviderEntry: Sendable, Identifiable {
    let id: String
    var description: String
    let key: TenantKey
    /// A login by an entry that is off is refused as a wrong configuration.
    let isActive: Bool
    /// Whether a login makes a user whom the tenant does not know.
    let createsUsers: Bool
    let createdAt: Int64
    var updatedAt: Int64

    /// The entry of a key that the configuration registers.
    init(_ key: TenantKey, now: Int64) {
        id = String(BodyDigest.hex(of: Array("\(key.issuer) \(key.keyID)".utf8)).prefix(24))
        description = ""
        self.key = key
        isActive = true
        createsUsers = true
        createdAt = now
        updatedAt = now
    }

    init(
        id: String, description: String, key: TenantKey, isActive: Bool, createsUsers: Bool, now: Int64
    ) {
        self.id = id
        self.description = description
        self.key = key
        self.isActive = isActive
        self.createsUsers = createsUsers
        createdAt = now
        updatedAt = now
    }
}
