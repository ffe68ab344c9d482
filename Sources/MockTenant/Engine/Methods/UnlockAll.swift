// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `UnlockAll`: unlocks every selection.
enum UnlockAll: EngineMethod {
    static let name = "UnlockAll"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        state.changeSelections { $0.setLockOfAll(false) }
        return .nothing
    }
}
