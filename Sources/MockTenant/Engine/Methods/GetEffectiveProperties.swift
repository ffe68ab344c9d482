// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetEffectiveProperties`: the properties of an item; there are no soft patches.
enum GetEffectiveProperties: EngineMethod {
    static let name = "GetEffectiveProperties"
    static let receivers: EngineReceivers = .items

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let item = try call.item(in: state)
        state.validate(call.handle, on: call.socket)
        return EngineOutcome(result: [("qProp", item.properties)])
    }
}
