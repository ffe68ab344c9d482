// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `SelectExcluded`: selects the excluded values of a field.
enum SelectExcluded: EngineMethod {
    static let name = "SelectExcluded"
    static let receivers: EngineReceivers = .field

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let field = try call.field()
        return .returning(
            .bool(
                state.select(
                    state.elements(of: field, in: [.excluded, .alternative, .selectedExcluded]), in: field,
                    toggle: false)))
    }
}
