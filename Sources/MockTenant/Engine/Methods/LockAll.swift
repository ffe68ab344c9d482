// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `LockAll`: locks every selection.
enum LockAll: EngineMethod {
    static let name = "LockAll"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        state.changeSelections { $0.setLockOfAll(true) }
        return .nothing
    }
}
