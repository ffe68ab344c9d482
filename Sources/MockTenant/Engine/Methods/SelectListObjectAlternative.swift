// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `SelectListObjectAlternative`: selects the alternative values of a list object.
enum SelectListObjectAlternative: EngineMethod {
    static let name = "SelectListObjectAlternative"
    static let receivers: EngineReceivers = .object

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let field = try DataPath.listField(call, in: state)
        return .success(state.select(state.elements(of: field, in: [.alternative]), in: field, toggle: false))
    }
}
