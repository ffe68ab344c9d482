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
    static let ttlSeconds: Int64 = 3600

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        guard let user = call.user else { return call.refuse(.unauthorized) }
        switch AppPlace.find(call) {
        case .refused(let problem): return call.refuse(problem)
        case .app(let app, _):
            let content = TempContent(
                id: call.core.newID(), name: "\(app.title).qvf", type: "application/octet-stream", ownerID: user.id,
                expiresAt: call.now + ttlSeconds * 1000, ttlSeconds: ttlSeconds,
                bytes: Array("app \(app.id)\n\(user.marker)\n".utf8))
            call.core.contents.put(content)
            return TenantAnswer(
                status: 201, headers: ["Location": call.contentLocation(content.id)], body: .bytes([]))
        }
    }
}
