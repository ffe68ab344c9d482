// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /api/v1/items`: the items of the user in pages of two, with absolute links between them.
///
/// - Source: qlik.dev, "Items".
enum Items: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/api/v1/items"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented
    static let pageSize = 2

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        guard let user = call.user else { return call.refuse(.unauthorized) }
        let items = call.core.data.items
        return Page.answer(Array(items.indices), limit: pageSize, call: call) { index in
            ItemBody.value(items[index], id: ItemBody.id(index, of: user), user: user, call: call)
        }
    }
}

/// The JSON of an item, under the user's own name and id.
enum ItemBody {
    static func id(_ index: Int, of user: TenantUser) -> String {
        String(BodyDigest.hex(of: Array("\(user.id) \(index)".utf8)).prefix(24))
    }

    static func value(_ item: TenantItem, id: String, user: TenantUser, call: TenantCall) -> JSONValue {
        .object([
            "id": .string(id),
            "name": .string("\(item.name) of \(user.displayName)"),
            "resourceType": "app",
            "resourceId": .string(item.app),
            "spaceId": .string(item.space ?? ""),
            "ownerId": .string(user.id),
            "tenantId": .string(call.core.tenantID),
            "actions": .strings(["read", "update"]),
            "collectionIds": .array([]),
            "meta": .object(["isFavorited": false, "tags": .array([])]),
            "createdAt": call.date(user.createdAt),
            "updatedAt": call.date(user.updatedAt),
            "marker": .string(user.marker),
            "links": .object([
                "self": call.link("/api/v1/items/\(id)"),
                "open": call.link("/sense/app/\(item.app)"),
                "thumbnail": call.link("/api/v1/apps/\(item.app)/media/thumbnail"),
                "collections": call.link("/api/v1/items/\(id)/collections"),
            ]),
        ])
    }
}
