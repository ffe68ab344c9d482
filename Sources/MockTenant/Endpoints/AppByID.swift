// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /api/v1/apps/{id}`: what REST tells of an app.
///
/// - Source: qlik.dev, "Apps": `attributes`, `privileges`, `create`.
enum AppByID: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/api/v1/apps/{id}"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        switch AppPlace.find(call) {
        case .refused(let problem): call.refuse(problem)
        case .app(let app, let details):
            .json(
                .object([
                    "attributes": attributes(app, details, call: call),
                    "privileges": .strings(["read", "update", "export", "reload"]),
                    "create": .array([
                        .object(["resource": "sheet", "canCreate": true]),
                        .object(["resource": "bookmark", "canCreate": true]),
                    ]),
                    "marker": call.marker,
                ]))
        }
    }

    private static func attributes(_ app: TenantApp, _ details: TenantAppDetails, call: TenantCall) -> JSONValue {
        let began = call.date(0)
        return .object([
            "id": .string(app.id),
            "name": .string(app.title),
            "description": .string(details.summary),
            "thumbnail": .string("/api/v1/apps/\(app.id)/media/thumbnail"),
            "ownerId": .string(call.user?.id ?? ""),
            "createdDate": began,
            "modifiedDate": began,
            "lastReloadTime": began,
            "published": .bool(details.space != nil),
            "publishTime": details.space == nil ? "" : began,
            "hasSectionAccess": false,
            "encrypted": false,
            "isDirectQueryMode": false,
            "usage": "ANALYTICS",
            "custom": .object([]),
        ])
    }
}

/// The app that a path names, or why it is not told of.
enum AppPlace {
    case app(TenantApp, TenantAppDetails)
    case refused(TenantProblem)

    static func find(_ call: TenantCall) -> AppPlace {
        guard let app = call.core.data.app(call.places["id"]) else { return .refused(.notFound) }
        guard app.isAccessible else { return .refused(.appForbidden) }
        return .app(app, call.core.data.appDetails[app.id] ?? TenantAppDetails())
    }
}
