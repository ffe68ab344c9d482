// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `SelectAll`: selects all values of a field.
enum SelectAll: EngineMethod {
    static let name = "SelectAll"
    static let receivers: EngineReceivers = .field

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let field = try call.field()
        return .returning(.bool(state.select(state.elements(of: field, in: nil), in: field, toggle: false)))
    }
}
