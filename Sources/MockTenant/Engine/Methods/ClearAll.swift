// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `ClearAll`: clears the selections of all fields, of locked ones too when told to.
enum ClearAll: EngineMethod {
    static let name = "ClearAll"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let lockedAlso = call.flag(0, "qLockedAlso")
        state.changeSelections { $0.clear(lockedAlso: lockedAlso) }
        return .nothing
    }
}
