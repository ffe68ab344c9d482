// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /`: every route with its members.
enum ListRoutes: ControlRoute {
    static let method = "GET"
    static let path = "/"
    static let fields: [String]? = []
    static let summary = "Lists these routes."

    static func answer(_ call: ControlCall) async throws(ControlProblem) -> JSONValue {
        let routes = ControlRoutes.all.map { route -> JSONValue in
            [
                "method": .string(route.method), "path": .string(route.path),
                "fields": route.fields.map { .array($0.map(JSONValue.string)) } ?? .null,
                "summary": .string(route.summary),
            ]
        }
        return ["routes": .array(routes)]
    }
}
