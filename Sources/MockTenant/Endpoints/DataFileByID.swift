// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET`, `PUT` and `DELETE /api/v1/data-files/{id}`: a file that a reload reads is locked.
///
/// - Source: qlik.dev, "Data files": 423 for a locked file.
enum DataFileByID: TenantEndpoint {
    static let methods = ["GET", "PUT", "DELETE"]
    static let path: PathPattern = "/api/v1/data-files/{id}"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented
    static let tier = RateTier.two
    static let keptBodyBytes = DataFiles.keptBodyBytes

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        guard let file = DataFileBody.visible(call).first(where: { $0.id == call.places["id"] }) else {
            return call.refuse(.notFound)
        }
        if call.request.method == "GET" || call.request.method == "HEAD" {
            return .json(DataFileBody.value(file, call: call))
        }
        guard !file.isLocked else { return call.refuse(.locked) }
        if call.request.method == "DELETE" {
            call.core.dataFiles.remove(file.id)
            return TenantAnswer(status: 204)
        }
        switch DataFileUpload.read(call) {
        case .refused(let problem): return call.refuse(problem)
        case .file(let name, let bytes):
            let changed = call.core.dataFiles.change(file.id) { file in
                file.name = name
                file.bytes = bytes
                file.modifiedAt = call.now
            }
            return changed.map { .json(DataFileBody.value($0, call: call)) } ?? call.refuse(.notFound)
        }
    }
}
