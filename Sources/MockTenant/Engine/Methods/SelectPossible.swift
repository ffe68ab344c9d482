// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `SelectPossible`: selects the possible values of a field.
enum SelectPossible: EngineMethod {
    static let name = "SelectPossible"
    static let receivers: EngineReceivers = .field

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let field = try call.field()
        return .returning(
            .bool(state.select(state.elements(of: field, in: [.optional, .selected]), in: field, toggle: false)))
    }
}
