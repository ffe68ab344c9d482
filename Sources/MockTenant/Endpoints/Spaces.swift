// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /api/v1/spaces`: the spaces, and which one is the user's personal space.
///
/// - Source: qlik.dev, "Spaces".
enum Spaces: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/api/v1/spaces"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented
    static let pageSize = 10

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        let spaces = call.core.data.spaces
        let meta: JSONValue = .object([
            "count": .integer(spaces.count),
            "personalSpace": .object([
                "resourceType": "personal", "actions": .strings(["create", "read", "update"]),
                "resourceId": call.marker,
            ]),
        ])
        return Page.answer(spaces, limit: pageSize, call: call, members: [("meta", meta)]) {
            SpaceBody.value($0, call: call)
        }
    }
}

/// The JSON of a space.
enum SpaceBody {
    static func value(_ space: TenantSpace, call: TenantCall) -> JSONValue {
        let own = "/api/v1/spaces/\(space.id)"
        return .object([
            "id": .string(space.id),
            "type": .string(space.kind.rawValue),
            "name": .string(space.name),
            "ownerId": .string(call.user?.id ?? ""),
            "tenantId": .string(call.core.tenantID),
            "marker": call.marker,
            "meta": .object([
                "roles": .strings(["consumer"]), "actions": .strings(["read"]),
                "assignableRoles": .strings(["consumer", "producer"]),
            ]),
            "links": .object(["self": call.link(own), "assignments": call.link("\(own)/assignments")]),
        ])
    }
}
