// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /extensions/{name}/{file}`: a file of an extension, by the name that charts know it by.
///
/// Observed: `/extensions` leads to the same files as the REST interface, and without a session 401 and no redirect.
enum ExtensionAsset: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/extensions/{name}/{**}"
    static let access = EndpointAccess.api
    static let mark = ContractMark.seen

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        FileAnswer.answer(
            call.places["**"], of: call.core.data.extensions.first { $0.name == call.places["name"] }, call: call)
    }
}
