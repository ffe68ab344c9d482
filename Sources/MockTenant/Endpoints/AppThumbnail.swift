// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /api/v1/apps/{id}/media/thumbnail`: a small image of the app.
///
/// - Source: qlik.dev, "Apps".
enum AppThumbnail: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/api/v1/apps/{id}/media/thumbnail"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        switch AppPlace.find(call) {
        case .refused(let problem): call.refuse(problem)
        case .app: FileAnswer.answer(MarkedImage.png(text: call.user?.marker ?? ""), type: "image/png", call: call)
        }
    }
}
