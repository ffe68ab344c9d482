// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /api/v1/users/{id}`: another member of the tenant, without what is private.
///
/// - Source: qlik.dev, "Users": 404 with `USERS-7`.
enum UserByID: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/api/v1/users/{id}"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        guard let id = call.places["id"], let user = call.core.users.user(id: id) else {
            return call.refuse(.userNotFound)
        }
        return .json(UserBody.value(user, call: call, isOwn: user.id == call.user?.id))
    }
}
