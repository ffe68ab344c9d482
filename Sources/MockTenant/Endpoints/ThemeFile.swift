// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /api/v1/themes/{id}/file/{path}`: one file of a theme.
///
/// - Source: qlik.dev, "Themes".
enum ThemeFile: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/api/v1/themes/{id}/file/{**}"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        FileAnswer.answer(
            call.places["**"], of: call.core.data.themes.first { $0.id == call.places["id"] }, call: call)
    }
}
