// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What one endpoint of the tenant is, for people and programs that ask what there is.
public struct TenantEndpointSummary: Sendable, Hashable {
    /// The name of its type.
    public let name: String
    /// The methods it answers; empty is all of them.
    public let methods: [String]
    /// Its path, with `{name}` for one segment and `{**}` for all that are left.
    public let path: String
    /// How far a tenant's behaviour here is known: documented, seen, inferred or invented.
    public let mark: String
    /// What a request needs before the endpoint sees it: open, api, page or own.
    public let access: String
    /// The tier that its calls are counted at.
    public let tier: RateTier
}

extension MockTenant {
    /// Every endpoint, in the order in which they are tried; those without behaviour are those of the standard data.
    public static var endpoints: [TenantEndpointSummary] {
        TenantEndpoints.all.map(summary) + TenantData.standard.endpoints.flatMap(summaries)
    }

    /// The endpoints of the path that answers at `path`, whatever the method; none where nothing answers.
    public static func endpoints(at path: String) -> [TenantEndpointSummary] {
        let found = endpoints.first { PathPattern(stringLiteral: $0.path).match(path) != nil }
        return endpoints.filter { $0.path == found?.path }
    }

    private static func summary(_ endpoint: any TenantEndpoint.Type) -> TenantEndpointSummary {
        TenantEndpointSummary(
            name: "\(endpoint)", methods: endpoint.methods, path: endpoint.path.text, mark: endpoint.mark.rawValue,
            access: endpoint.access.rawValue, tier: endpoint.tier)
    }

    private static func summaries(_ endpoint: TenantStaticEndpoint) -> [TenantEndpointSummary] {
        endpoint.paths.map { path in
            TenantEndpointSummary(
                name: endpoint.name, methods: ["GET"], path: path, mark: endpoint.mark.rawValue,
                access: endpoint.access.rawValue, tier: .one)
        }
    }
}
