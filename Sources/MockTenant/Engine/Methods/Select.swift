// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `Select`: selects the value with a text, or those that begin so with `*` at its end.
enum Select: EngineMethod {
    static let name = "Select"
    static let receivers: EngineReceivers = .field

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let field = try call.field()
        let elements = state.elements(of: field, matching: try call.text(0, "qMatch"))
        guard !elements.isEmpty else { return .returning(false) }
        return .returning(.bool(state.select(elements, in: field, toggle: false)))
    }
}
