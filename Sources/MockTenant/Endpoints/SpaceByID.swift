// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /api/v1/spaces/{id}`: one space.
///
/// - Source: qlik.dev, "Spaces".
enum SpaceByID: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/api/v1/spaces/{id}"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        guard let space = call.core.data.space(call.places["id"]) else { return call.refuse(.notFound) }
        return .json(SpaceBody.value(space, call: call))
    }
}
