// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /api/v1/tenants/me`: the tenant itself.
///
/// - Source: qlik.dev, "Tenants": the first of `hostnames` is its name, the others are aliases.
enum OwnTenant: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/api/v1/tenants/me"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        .json(body(call))
    }

    static func body(_ call: TenantCall) -> JSONValue {
        let data = call.core.data
        return .object([
            "id": .string(call.core.tenantID),
            "name": .string(data.name),
            "hostnames": .strings(call.core.configuration.hosts),
            "region": .string(data.region),
            "datacenter": .string("\(data.region)-1"),
            "status": "active",
            "created": call.date(0),
            "lastUpdated": call.date(0),
            "marker": call.marker,
            "links": .object(["self": call.link("/api/v1/tenants/\(call.core.tenantID)")]),
        ])
    }
}
