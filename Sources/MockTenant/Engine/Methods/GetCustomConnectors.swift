// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetCustomConnectors`: the connectors of others: none.
enum GetCustomConnectors: EngineMethod {
    static let name = "GetCustomConnectors"
    static let receivers: EngineReceivers = .global

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        EngineOutcome(result: [("qConnectors", [])])
    }
}
