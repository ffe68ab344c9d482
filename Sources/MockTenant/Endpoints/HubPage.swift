// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `/`: the hub, which the gateway serves without asking for a session.
///
/// Observed: 405 with `Allow: GET, HEAD` for other methods, Kubernetes distribution, 2020.
enum HubPage: TenantEndpoint {
    static let methods = ["GET", "HEAD"]
    static let path: PathPattern = "/"
    static let access = EndpointAccess.open
    static let mark = ContractMark.seen

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        ClientPage.answer(title: "Hub", app: "", call: call)
    }
}
