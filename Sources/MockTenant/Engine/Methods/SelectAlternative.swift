// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `SelectAlternative`: selects the alternative values of a field.
enum SelectAlternative: EngineMethod {
    static let name = "SelectAlternative"
    static let receivers: EngineReceivers = .field

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let field = try call.field()
        return .returning(.bool(state.select(state.elements(of: field, in: [.alternative]), in: field, toggle: false)))
    }
}
