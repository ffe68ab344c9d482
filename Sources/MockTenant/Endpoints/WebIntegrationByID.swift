// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET`, `PATCH` and `DELETE /api/v1/web-integrations/{id}`.
///
/// - Source: qlik.dev, "Web integrations": PATCH and DELETE answer 204; an unknown id is `TENANTS-8`.
enum WebIntegrationByID: TenantEndpoint {
    static let methods = ["GET", "PATCH", "DELETE"]
    static let path: PathPattern = "/api/v1/web-integrations/{id}"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        let entries = call.core.webIntegrations
        guard let entry = entries[call.places["id"]] else { return call.refuse(.webIntegrationNotFound) }
        switch call.request.method {
        case "PATCH": return patch(entry, call: call)
        case "DELETE":
            entries.remove(entry.id)
            return TenantAnswer(status: 204)
        default: return .json(WebIntegrationBody.value(entry, call: call))
        }
    }

    private static func patch(_ entry: WebIntegration, call: TenantCall) -> TenantAnswer {
        guard let changes = PatchReplacements.read(call.json, paths: ["/name", "/validOrigins"]) else {
            return call.refuse(.badRequest("only /name and /validOrigins can be replaced"))
        }
        var changed = entry
        changed.updatedAt = call.now
        for change in changes {
            if change.path == "/name", let name = change.value.stringValue {
                changed.name = name
            } else if change.path == "/validOrigins", let origins = WebIntegrationBody.origins(change.value) {
                changed.origins = origins
            } else {
                return call.refuse(.badRequest("\(change.path) is not valid"))
            }
        }
        let result = changed
        call.core.webIntegrations.change(entry.id) { $0 = result }
        return TenantAnswer(status: 204)
    }
}
