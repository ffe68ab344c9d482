// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `LowLevelSelect`: selects values of a field by their element numbers.
enum LowLevelSelect: EngineMethod {
    static let name = "LowLevelSelect"
    static let receivers: EngineReceivers = .field

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let values = Set(try call.numbers(0, "qValues"))
        return .returning(.bool(state.select(values, in: try call.field(), toggle: call.flag(1, "qToggleMode"))))
    }
}
