// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `POST /api/v1/apps/{id}/export`: keeps a copy of the app as temporary content, 201 and its `Location`.
///
/// - Source: qlik.dev, "Apps"; that `Location` leads to temporary contents is inferred.
enum AppExport: TenantEndpoint {
    static let methods = ["POST"]
    static let path: PathPattern = "/api/v1/apps/{id}/export"
    static let access = EndpointAccess.api
    static let mark = ContractMark.inferred
    static let tier = RateTier.two

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        switch AppPlace.find(call) {
        case .refused(let problem): return call.refuse(problem)
        case .app(let app, _):
            let bytes = Array("app \(app.id)\n\(call.user?.marker ?? "")\n".utf8)
            let content = call.keep(bytes, name: "\(app.title).qvf", type: "application/octet-stream")
            return content.map(call.created) ?? call.refuse(.unauthorized)
        }
    }
}
