// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetConfiguration`: the settings of the engine: none.
enum GetConfiguration: EngineMethod {
    static let name = "GetConfiguration"
    static let receivers: EngineReceivers = .global

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        EngineOutcome(result: [("qConfig", [:])])
    }
}
