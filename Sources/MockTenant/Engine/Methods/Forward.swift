// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `Forward`: one step forward in the selections.
enum Forward: EngineMethod {
    static let name = "Forward"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        .returning(.bool(state.changeSelections { $0.forward() }))
    }
}
