// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `/sense/app/<id>/…`: the client of one app.
///
/// - Source: qlik.dev, "App integration"; without a session a redirect to `/login`.
enum SensePage: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/sense/app/{**}"
    static let access = EndpointAccess.page
    static let mark = ContractMark.documented

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        let app = call.places["**"]?.split(separator: "/").first.map(String.init) ?? ""
        return ClientPage.answer(title: "Sense", app: app, call: call)
    }
}
