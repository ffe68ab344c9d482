// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /api/v1/brands/active`: the brand that pages show; nothing while it is the default one.
///
/// - Source: qlik.dev, "Brands"; that nothing comes as 204 is inferred.
enum ActiveBrand: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/api/v1/brands/active"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        body(call).map { .json($0) } ?? TenantAnswer(status: 204)
    }

    static func body(_ call: TenantCall) -> JSONValue? {
        guard let brand = call.core.data.brand else { return nil }
        let files = brand.files.map { file in
            JSONValue.object([
                "id": .string(file.path),
                "path": .string("/api/v1/brands/\(brand.id)/files/\(file.path)"),
                "contentType": .string(file.type),
                "eTag": .string(String(BodyDigest.hex(of: file.bytes(for: call.user)).prefix(32))),
            ])
        }
        return .object([
            "id": .string(brand.id), "name": .string(brand.name), "active": true, "files": .array(files),
            "marker": call.marker,
        ])
    }
}
