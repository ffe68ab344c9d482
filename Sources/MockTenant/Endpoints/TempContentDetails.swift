// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /api/v1/temp-contents/{id}/details`: what is known of the bytes kept.
///
/// - Source: qlik.dev, "Temporary contents".
enum TempContentDetails: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/api/v1/temp-contents/{id}/details"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        guard let id = call.places["id"], let content = call.core.contents.get(id, now: call.now),
            content.ownerID == call.user?.id
        else { return call.refuse(.notFound) }
        return .json(
            .object([
                "ID": .string(content.id),
                "Name": .string(content.name),
                "Size": .integer(content.bytes.count),
                "Expires": .string(TenantDate(milliseconds: content.expiresAt).internetDate),
                "TTLSeconds": .integer(content.ttlSeconds),
                "CreatorID": .string(content.ownerID),
            ]))
    }
}
