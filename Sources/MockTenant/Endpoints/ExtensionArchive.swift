// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /api/v1/extensions/{id}/file`: all files of one extension in a ZIP archive.
///
/// - Source: qlik.dev, "Extensions": 404 for an unknown one, 410 for one that was deleted.
enum ExtensionArchive: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/api/v1/extensions/{id}/file"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        FileAnswer.archive(of: call.core.data.extensions.first { $0.id == call.places["id"] }, call: call)
    }
}
