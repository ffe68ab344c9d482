// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `SelectListObjectValues`: selects values of a list object by their element numbers.
enum SelectListObjectValues: EngineMethod {
    static let name = "SelectListObjectValues"
    static let receivers: EngineReceivers = .object

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let field = try DataPath.listField(call, in: state)
        let values = Set(try call.numbers(1, "qValues"))
        return .success(state.select(values, in: field, toggle: call.flag(2, "qToggleMode")))
    }
}
