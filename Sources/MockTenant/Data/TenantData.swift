// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What a tenant holds before anybody logs in: apps, spaces, files, people.
///
/// - Shape: plain values; a reader of files lives outside of this target, which knows no file format.
public struct TenantData: Sendable, Hashable {
    /// The name of the tenant.
    public var name = "Tenantless"
    /// The region that `/api/v1/tenants/me` tells.
    public var region = "eu"
    /// The apps that engine sockets can open.
    public var apps: [TenantApp] = []
    /// What REST tells of apps beyond their titles, by app id.
    public var appDetails: [String: TenantAppDetails] = [:]
    /// The spaces that apps and items lie in.
    public var spaces: [TenantSpace] = []
    /// What `/api/v1/items` lists to each user.
    public var items: [TenantItem] = []
    /// The themes that objects can be shown in.
    public var themes: [TenantPackage] = []
    /// The visualization extensions.
    public var extensions: [TenantPackage] = []
    /// The active brand; nil is the tenant's default, of which nothing is told.
    public var brand: TenantBrand?
    /// The feature flags.
    public var features: [String: Bool] = [:]
    /// The origins that the content security policy of pages allows.
    public var contentOrigins: [TenantContentOrigin] = []
    /// The files in `/api/v1/data-files`.
    public var dataFiles: [TenantDataFile] = []
    /// The places without behaviour.
    public var endpoints: [TenantStaticEndpoint] = []
    /// People whom the tenant knows before they log in.
    public var members: [TenantMember] = []

    /// A tenant that holds nothing.
    public init() {}

    /// The space with an id.
    func space(_ id: String?) -> TenantSpace? { spaces.first { $0.id == id } }

    /// The app with an id.
    func app(_ id: String?) -> TenantApp? { apps.first { $0.id == id } }
}
