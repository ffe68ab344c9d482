// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET`, `PATCH` and `DELETE /api/v1/identity-providers/{id}`: a deleted entry's key signs no login any more.
///
/// - Source: qlik.dev, "Identity providers": for JWT only `/description` can change.
enum IdentityProviderByID: TenantEndpoint {
    static let methods = ["GET", "PATCH", "DELETE"]
    static let path: PathPattern = "/api/v1/identity-providers/{id}"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        let entries = call.core.identityProviders
        guard let entry = entries[call.places["id"]] else { return call.refuse(.notFound) }
        switch call.request.method {
        case "PATCH":
            guard let changes = PatchReplacements.read(call.json, paths: ["/description"]),
                let text = changes.last?.value.stringValue
            else { return call.refuse(.badRequest("only /description can be replaced")) }
            entries.change(entry.id) { entry in
                entry.description = text
                entry.updatedAt = call.now
            }
            return TenantAnswer(status: 204)
        case "DELETE":
            entries.remove(entry.id)
            return TenantAnswer(status: 204)
        default: return .json(IdentityProviderBody.value(entry, call: call))
        }
    }
}
