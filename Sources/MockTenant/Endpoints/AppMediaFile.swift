// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /api/v1/apps/{id}/media/files/{path}`: a file of an app's media library.
///
/// - Source: qlik.dev, "Apps".
enum AppMediaFile: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/api/v1/apps/{id}/media/files/{**}"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        switch AppPlace.find(call) {
        case .refused(let problem): return call.refuse(problem)
        case .app(_, let details):
            let path = PercentEncoding.decode(call.places["**"] ?? "")
            guard let file = details.media.first(where: { $0.path == path }) else { return call.refuse(.notFound) }
            return FileAnswer.answer(file.bytes(for: call.user), type: file.type, call: call)
        }
    }
}
