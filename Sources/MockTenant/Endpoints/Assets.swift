// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `/assets/**`: images and fonts of the client, without a session.
///
/// Observed: a reference proxy forwards this path for the client's sake.
enum Assets: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/assets/{**}"
    static let access = EndpointAccess.open
    static let mark = ContractMark.seen

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        ResourceFiles.answer(call)
    }
}
