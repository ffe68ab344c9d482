// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A theme or an extension: a name and the files of its archive.
public struct TenantPackage: Sendable, Hashable, Identifiable {
    /// The id in `/api/v1/themes/<id>` or `/api/v1/extensions/<id>`.
    public var id: String
    /// The name in `/extensions/<name>`.
    public var name: String
    /// The type that the package's description names, such as `visualization`.
    public var type: String
    /// The files.
    public var files: [TenantFile]
    /// True once the package was deleted: its files are gone for good.
    public var isGone: Bool

    /// Describes a package.
    public init(id: String, name: String, type: String, files: [TenantFile], isGone: Bool = false) {
        self.id = id
        self.name = name
        self.type = type
        self.files = files
        self.isGone = isGone
    }
}
