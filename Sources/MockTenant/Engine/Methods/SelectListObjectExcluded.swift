// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `SelectListObjectExcluded`: selects the excluded values of a list object.
enum SelectListObjectExcluded: EngineMethod {
    static let name = "SelectListObjectExcluded"
    static let receivers: EngineReceivers = .object

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let field = try DataPath.listField(call, in: state)
        return .success(
            state.select(
                state.elements(of: field, in: [.excluded, .alternative, .selectedExcluded]), in: field, toggle: false))
    }
}
