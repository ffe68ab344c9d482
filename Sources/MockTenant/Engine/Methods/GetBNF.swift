// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetBNF`: the grammar of scripts and expressions: none.
enum GetBNF: EngineMethod {
    static let name = "GetBNF"
    static let receivers: EngineReceivers = .global

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        EngineOutcome(result: [("qBnfDefs", [])])
    }
}
