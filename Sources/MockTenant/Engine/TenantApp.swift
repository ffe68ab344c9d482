// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// An app of the tenant, as far as an engine socket needs it.
public struct TenantApp: Sendable, Hashable, Identifiable {
    /// The id in `/app/<id>`.
    public var id: String
    /// The title.
    public var title: String
    /// False closes sockets with 4203.
    public var isAccessible: Bool

    /// Describes an app.
    public init(id: String, title: String, isAccessible: Bool = true) {
        self.id = id
        self.title = title
        self.isAccessible = isAccessible
    }

    /// An app that everybody may open.
    public static let sales = TenantApp(id: "5a7e5b1c-4d0e-4c59-8f3e-0d6f2b9c1a01", title: "Sales")
    /// Another one, so that two apps can be told apart.
    public static let stock = TenantApp(id: "5a7e5b1c-4d0e-4c59-8f3e-0d6f2b9c1a02", title: "Stock")
    /// An app that nobody may open.
    public static let forbidden = TenantApp(
        id: "5a7e5b1c-4d0e-4c59-8f3e-0d6f2b9c1a03", title: "Board", isAccessible: false)

    /// The apps of a tenant that was told nothing else.
    public static let standard = [sales, stock, forbidden]
}
