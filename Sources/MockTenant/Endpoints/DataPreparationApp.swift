// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `/dataprepservice/app/<id>`: the engine's WebSocket, for an app in the data preparation service; the mock has the same apps below it.
///
/// - Source: Observed: the gateway of the Kubernetes distribution routes it like `/app/<id>`.
enum DataPreparationApp: TenantEndpoint {
    static let methods: [String] = []
    static let path: PathPattern = "/dataprepservice/app/{**}"
    static let access = EndpointAccess.own
    static let mark = ContractMark.seen

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        try await EngineApp.answer(call)
    }
}
