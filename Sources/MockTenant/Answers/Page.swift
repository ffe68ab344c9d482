// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// One page of a list, with absolute links to itself and its neighbours.
///
/// The cursor holds characters that must stay percent-encoded, so that a decoded and re-encoded query shows.
/// - Source: qlik.dev, "Items", "Spaces", "Web integrations"; the SDK fetches `links.next.href` as it stands.
struct Page {
    static let longestLimit = 100

    let range: Range<Int>
    let links: JSONValue

    /// Nil where the query asks for what no page has.
    init?(of count: Int, limit standard: Int, call: TenantCall) {
        let limit = call.query("limit").map { Int($0) ?? 0 } ?? standard
        guard (1...Self.longestLimit).contains(limit),
            let start = Self.start(call.query("next") ?? call.query("prev"), count: count)
        else { return nil }
        let end = min(start + limit, count)
        range = start..<end
        let path = call.target.path
        var links: [(String, JSONValue)] = [("self", call.link(call.request.target)), ("collection", call.link(path))]
        if end < count { links.append(("next", call.link(Self.target(path, "next", start: end, limit: limit)))) }
        if start > 0 {
            links.append(("prev", call.link(Self.target(path, "prev", start: max(0, start - limit), limit: limit))))
        }
        self.links = .object(links)
    }

    /// The page that the call asks for, each object by `body`, or a refusal.
    static func answer<Object>(
        _ objects: [Object], limit: Int, call: TenantCall, members: [(String, JSONValue)] = [],
        _ body: (Object) -> JSONValue
    ) -> TenantAnswer {
        guard let page = Page(of: objects.count, limit: limit, call: call) else {
            return call.refuse(.badRequest("limit or cursor is not valid"))
        }
        let data: [(String, JSONValue)] = [("data", .array(objects[page.range].map(body))), ("marker", call.marker)]
        return .json(.object(data + members + [("links", page.links)]))
    }

    private static func target(_ path: String, _ name: String, start: Int, limit: Int) -> String {
        "\(path)?limit=\(limit)&\(name)=at%3A\(start)%2B%2F%3D"
    }

    private static func start(_ cursor: String?, count: Int) -> Int? {
        guard let cursor else { return 0 }
        guard cursor.hasPrefix("at:"), cursor.hasSuffix("+/=") else { return nil }
        return Int(cursor.dropFirst(3).dropLast(3)).flatMap { (0...count).contains($0) ? $0 : nil }
    }
}
