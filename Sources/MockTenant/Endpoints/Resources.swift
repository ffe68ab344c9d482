// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `/resources/**`: style sheets and scripts, the same for everybody, without a session.
///
/// - Source: qlik.dev, "JWT proxy" (the files a page loads); the gateway sends `Access-Control-Allow-Origin: *`.
enum Resources: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/resources/{**}"
    static let access = EndpointAccess.open
    static let mark = ContractMark.seen

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        ResourceFiles.answer(call)
    }
}
