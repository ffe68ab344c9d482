// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A file of `/api/v1/data-files`: the tenant's own ones belong to everybody, uploaded ones to their user.
public struct TenantDataFile: Sendable, Hashable, Identifiable {
    /// 36 characters in the shape of a UUID, or whatever the data name.
    public var id: String
    /// The name, once per owner.
    public var name: String
    /// The content.
    public var bytes: [UInt8]
    /// True while a reload reads it: changes are refused with 423.
    public var isLocked: Bool
    /// The id of the user whose file it is; nil is everybody.
    var ownerID: String?
    /// Milliseconds since the epoch.
    var modifiedAt: Int64 = 0

    /// Describes a file of the tenant's own.
    public init(id: String, name: String, bytes: [UInt8], isLocked: Bool = false) {
        self.id = id
        self.name = name
        self.bytes = bytes
        self.isLocked = isLocked
    }
}
