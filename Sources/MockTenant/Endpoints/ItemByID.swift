// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /api/v1/items/{id}`: one item of the user.
///
/// - Source: qlik.dev, "Items".
enum ItemByID: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/api/v1/items/{id}"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        guard let user = call.user else { return call.refuse(.unauthorized) }
        for (index, item) in call.core.data.items.enumerated() {
            let id = ItemBody.id(index, of: user)
            if id == call.places["id"] { return .json(ItemBody.value(item, id: id, user: user, call: call)) }
        }
        return call.refuse(.notFound)
    }
}
