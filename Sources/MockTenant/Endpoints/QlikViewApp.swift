// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `/qvapp/<id>`: the engine's WebSocket, for a QlikView document; the mock has the same apps below it.
///
/// - Source: Observed: the gateway of the Kubernetes distribution routes it like `/app/<id>`.
enum QlikViewApp: TenantEndpoint {
    static let methods: [String] = []
    static let path: PathPattern = "/qvapp/{**}"
    static let access = EndpointAccess.own
    static let mark = ContractMark.seen

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        try await EngineApp.answer(call)
    }
}
