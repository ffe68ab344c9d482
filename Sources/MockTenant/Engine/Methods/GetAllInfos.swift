// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetAllInfos`: id and type of everything in the app.
enum GetAllInfos: EngineMethod {
    static let name = "GetAllInfos"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let infos = state.items.filter { !$0.isSession }.map(\.info)
        return EngineOutcome(result: [("qInfos", .array(infos))])
    }
}
