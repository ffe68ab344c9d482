// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /api/v1/brands/{id}/files/{file}`: logo, icon or styles of a brand.
///
/// - Source: qlik.dev, "Brands": the file is `logo`, `favIcon` or `styles`.
enum BrandFile: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/api/v1/brands/{id}/files/{file}"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        guard let brand = call.core.data.brand, brand.id == call.places["id"],
            let file = brand.files.first(where: { $0.path == call.places["file"] })
        else { return call.refuse(.notFound) }
        return FileAnswer.answer(file.bytes(for: call.user), type: file.type, call: call)
    }
}
