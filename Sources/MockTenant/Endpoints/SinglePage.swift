// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `/single/?appid=…`: the page that an `<iframe>` shows.
///
/// - Source: qlik.dev, "Single integration"; without a session a redirect to `/login`.
enum SinglePage: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/single/{**}"
    static let access = EndpointAccess.page
    static let mark = ContractMark.documented

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        ClientPage.answer(title: "Single", app: call.query("appid") ?? "", call: call)
    }
}
