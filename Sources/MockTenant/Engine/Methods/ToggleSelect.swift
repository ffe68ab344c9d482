// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `ToggleSelect`: adds or takes away the value with a text.
enum ToggleSelect: EngineMethod {
    static let name = "ToggleSelect"
    static let receivers: EngineReceivers = .field

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let field = try call.field()
        let elements = state.elements(of: field, matching: try call.text(0, "qMatch"))
        guard !elements.isEmpty else { return .returning(false) }
        return .returning(.bool(state.select(elements, in: field, toggle: true)))
    }
}
