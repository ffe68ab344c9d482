// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /api/v1/extensions/{id}/file/{path}`: one file of a extension.
///
/// - Source: qlik.dev, "Extensions".
enum ExtensionFile: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/api/v1/extensions/{id}/file/{**}"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        FileAnswer.answer(
            call.places["**"], of: call.core.data.extensions.first { $0.id == call.places["id"] }, call: call)
    }
}
