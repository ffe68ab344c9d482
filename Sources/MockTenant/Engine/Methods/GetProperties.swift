// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetProperties`: the properties of an item as they were set.
enum GetProperties: EngineMethod {
    static let name = "GetProperties"
    static let receivers: EngineReceivers = .items

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let item = try call.item(in: state)
        state.validate(call.handle, on: call.socket)
        return EngineOutcome(result: [("qProp", item.properties)])
    }
}
