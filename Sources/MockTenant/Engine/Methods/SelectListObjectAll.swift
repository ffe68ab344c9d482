// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `SelectListObjectAll`: selects all values of a list object.
enum SelectListObjectAll: EngineMethod {
    static let name = "SelectListObjectAll"
    static let receivers: EngineReceivers = .object

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let field = try DataPath.listField(call, in: state)
        return .success(state.select(state.elements(of: field, in: nil), in: field, toggle: false))
    }
}
