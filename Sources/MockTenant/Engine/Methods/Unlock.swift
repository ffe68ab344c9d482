// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `Unlock`: unlocks the selection of a field, or of the fields of an object.
enum Unlock: EngineMethod {
    static let name = "Unlock"
    static let receivers: EngineReceivers = [.object, .field]

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let fields = try DataPath.fields(call, in: state)
        let isUnlocked = fields.map { field in state.changeSelections { $0.setLock(false, of: field) } }
        return .returning(.bool(!isUnlocked.contains(false)))
    }
}
