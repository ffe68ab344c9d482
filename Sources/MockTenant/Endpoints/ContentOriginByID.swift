// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET`, `PUT` and `DELETE /api/v1/csp-origins/{id}`.
///
/// - Source: qlik.dev, "CSP origins".
enum ContentOriginByID: TenantEndpoint {
    static let methods = ["GET", "PUT", "DELETE"]
    static let path: PathPattern = "/api/v1/csp-origins/{id}"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        let entries = call.core.contentOrigins
        guard let entry = entries[call.places["id"]] else { return call.refuse(.notFound) }
        switch call.request.method {
        case "PUT":
            guard let changed = ContentOriginBody.read(call.json, id: entry.id) else {
                return call.refuse(.badRequest("origin is not valid"))
            }
            entries.change(entry.id) { $0 = changed }
            return .json(ContentOriginBody.value(changed, call: call))
        case "DELETE":
            entries.remove(entry.id)
            return TenantAnswer(status: 204)
        default: return .json(ContentOriginBody.value(entry, call: call))
        }
    }
}
