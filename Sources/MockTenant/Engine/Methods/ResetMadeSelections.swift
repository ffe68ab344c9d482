// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `ResetMadeSelections`: steps back in the selections.
enum ResetMadeSelections: EngineMethod {
    static let name = "ResetMadeSelections"
    static let receivers: EngineReceivers = .object

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        _ = state.changeSelections { $0.back() }
        return .nothing
    }
}
