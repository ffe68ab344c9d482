// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `POST /api/v1/data-files/actions/delete`: removes several files, and tells of each how it went.
///
/// - Source: qlik.dev, "Data files": 207; the shape of the bodies is inferred.
enum DataFileBatchDelete: TenantEndpoint {
    static let methods = ["POST"]
    static let path: PathPattern = "/api/v1/data-files/actions/delete"
    static let access = EndpointAccess.api
    static let mark = ContractMark.inferred
    static let tier = RateTier.two

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        guard let ids = call.json?["deletions"]?.arrayValue?.map({ $0["id"]?.stringValue ?? "" }), !ids.isEmpty else {
            return call.refuse(.badRequest("deletions is not valid"))
        }
        let results = ids.map { id -> (String, JSONValue) in
            guard let file = DataFileBody.visible(call).first(where: { $0.id == id }) else { return (id, 404) }
            guard !file.isLocked else { return (id, 423) }
            call.core.dataFiles.remove(id)
            return (id, 204)
        }
        let data = results.map { JSONValue.object(["id": .string($0.0), "status": $0.1]) }
        return .json(.object(["data": .array(data), "marker": call.marker]), status: 207)
    }
}
