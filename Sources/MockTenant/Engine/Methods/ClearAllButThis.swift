// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `ClearAllButThis`: clears the selections of all other fields.
enum ClearAllButThis: EngineMethod {
    static let name = "ClearAllButThis"
    static let receivers: EngineReceivers = .field

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let field = try call.field()
        state.changeSelections { $0.clear(except: field) }
        return .returning(true)
    }
}
