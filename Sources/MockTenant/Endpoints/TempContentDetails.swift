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
        switch call.core.contents.find(call) {
        case .refused(let problem): call.refuse(problem)
        case .content(let content):
            .json(
                .object([
                    "ID": .string(content.id),
                    "Name": .string(content.name),
                    "Size": .integer(content.length),
                    "Expires": call.date(content.expiresAt),
                    "TTLSeconds": .integer(content.ttlSeconds),
                    "CreatorID": .string(content.ownerID),
                    "marker": call.marker,
                ]))
        }
    }
}
