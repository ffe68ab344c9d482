// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetBaseBNFHash`: the hash of that grammar.
enum GetBaseBNFHash: EngineMethod {
    static let name = "GetBaseBNFHash"
    static let receivers: EngineReceivers = .global

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        EngineOutcome(result: [("qBnfHash", "tenantless")])
    }
}
