// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /qlik-embed/main.js`: what an embedding page loads first.
///
/// Observed: public pages load it by a script tag; `window.QlikMain.import(name)` is what they use then.
enum EmbedScript: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/qlik-embed/main.js"
    static let access = EndpointAccess.open
    static let mark = ContractMark.seen

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        ResourceFiles.answer(call)
    }
}
