// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `SelectListObjectPossible`: selects the possible values of a list object.
enum SelectListObjectPossible: EngineMethod {
    static let name = "SelectListObjectPossible"
    static let receivers: EngineReceivers = .object

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let field = try DataPath.listField(call, in: state)
        return .success(state.select(state.elements(of: field, in: [.optional, .selected]), in: field, toggle: false))
    }
}
