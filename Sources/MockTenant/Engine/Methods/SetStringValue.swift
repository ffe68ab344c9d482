// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `SetStringValue`: gives a variable a text.
enum SetStringValue: EngineMethod {
    static let name = "SetStringValue"
    static let receivers: EngineReceivers = .variable

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let item = try call.item(in: state)
        state.setDefinition(try call.text(0, "qVal"), of: item)
        return .nothing
    }
}
