// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /api/v1/boot/core-init`: what a page asks for at its start, in one answer.
///
/// Observed: an array of `path`, `status`, `method`, `data`, as qlik-api-ts reads it.
enum CoreInit: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/api/v1/boot/core-init"
    static let access = EndpointAccess.api
    static let mark = ContractMark.seen

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        guard let user = call.user else { return call.refuse(.unauthorized) }
        let parts: [(String, JSONValue?)] = [
            ("brands/active", ActiveBrand.body(call)),
            ("claims/me", .object(["sub": .string(user.subject), "groups": .strings(user.groups)])),
            ("licenses/overview", .object(["product": "Tenantless", "valid": true])),
            ("licenses/status", .object(["type": "Production", "status": "Ok"])),
            ("tenant-settings", .object(["tenantId": .string(call.core.tenantID)])),
            ("tenants/me", OwnTenant.body(call)),
            ("user-settings", .object(["userId": .string(user.id)])),
            ("users/me", UserBody.value(user, call: call, isOwn: true)),
            ("user-locale", UserLocale.body(call)),
        ]
        return .json(
            .array(
                parts.map { path, data in
                    .object([
                        "path": .string("/api/v1/\(path)"), "status": data == nil ? 204 : 200, "method": "GET",
                        "data": data ?? .null,
                    ])
                }))
    }
}
