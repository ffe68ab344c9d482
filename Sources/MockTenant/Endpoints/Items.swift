// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /api/v1/items`: five items of the user in three pages, with absolute links between them.
///
/// The cursor holds characters that must stay percent-encoded, so that a decoded and re-encoded query shows.
/// - Source: qlik.dev, "Items"; the SDK fetches `links.next.href` as it stands.
enum Items: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/api/v1/items"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented
    static let count = 5
    static let pageSize = 2

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        guard let user = call.user else { return call.refuse(.unauthorized) }
        let limit = call.query("limit").flatMap { Int($0) } ?? pageSize
        guard (1...100).contains(limit), let start = start(call.query("next") ?? call.query("prev")) else {
            return call.refuse(.badRequest("limit or cursor is not valid"))
        }
        let end = min(start + limit, count)
        let data = (start..<end).map { item($0, of: user, call: call) }
        var links: [(String, JSONValue)] = [
            ("self", link(call.origin + call.request.target)),
            ("collection", link("\(call.origin)/api/v1/items")),
        ]
        if end < count { links.append(("next", link(page("next", start: end, limit: limit, call: call)))) }
        if start > 0 {
            links.append(("prev", link(page("prev", start: max(0, start - limit), limit: limit, call: call))))
        }
        return .json(.object(["data": .array(data), "links": .object(links)]))
    }

    private static func item(_ index: Int, of user: TenantUser, call: TenantCall) -> JSONValue {
        let apps = call.core.configuration.apps
        let app = apps.isEmpty ? "" : apps[index % apps.count].id
        return .object([
            "id": .string("\(user.id)\(index)"),
            "name": .string("Item \(index + 1) of \(user.displayName)"),
            "resourceType": .string("app"),
            "resourceId": .string(app),
            "ownerId": .string(user.id),
            "tenantId": .string(call.core.tenantID),
            "marker": .string(user.marker),
            "links": .object([
                "self": link("\(call.origin)/api/v1/items/\(user.id)\(index)"),
                "open": link("\(call.origin)/sense/app/\(app)"),
            ]),
        ])
    }

    private static func page(_ name: String, start: Int, limit: Int, call: TenantCall) -> String {
        "\(call.origin)/api/v1/items?limit=\(limit)&\(name)=at%3A\(start)%2B%2F%3D"
    }

    private static func start(_ cursor: String?) -> Int? {
        guard let cursor else { return 0 }
        guard cursor.hasPrefix("at:"), cursor.hasSuffix("+/=") else { return nil }
        return Int(cursor.dropFirst(3).dropLast(3)).flatMap { (0...count).contains($0) ? $0 : nil }
    }

    private static func link(_ url: String) -> JSONValue {
        .object(["href": .string(url)])
    }
}
