// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `Back`: one step back in the selections.
enum Back: EngineMethod {
    static let name = "Back"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        .returning(.bool(state.changeSelections { $0.back() }))
    }
}
