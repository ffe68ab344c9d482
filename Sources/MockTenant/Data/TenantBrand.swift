// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A brand: logo, icon and styles that replace Qlik's.
public struct TenantBrand: Sendable, Hashable, Identifiable {
    /// The ids that files of a brand can have; the path of a `TenantFile` here is one of them.
    public static let fileIDs = ["logo", "favIcon", "styles"]

    /// 24 hexadecimal digits.
    public var id: String
    /// The name.
    public var name: String
    /// The files by their ids.
    public var files: [TenantFile]

    /// Describes a brand.
    public init(id: String, name: String, files: [TenantFile]) {
        self.id = id
        self.name = name
        self.files = files
    }
}
