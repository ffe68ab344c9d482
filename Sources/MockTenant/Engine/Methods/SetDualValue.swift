// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `SetDualValue`: gives a variable a text; the number beside it is not kept.
enum SetDualValue: EngineMethod {
    static let name = "SetDualValue"
    static let receivers: EngineReceivers = .variable

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let item = try call.item(in: state)
        state.setDefinition(try call.text(0, "qText"), of: item)
        return .nothing
    }
}
