// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `Lock`: locks the selection of a field, or of the fields of an object.
enum Lock: EngineMethod {
    static let name = "Lock"
    static let receivers: EngineReceivers = [.object, .field]

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let fields = try DataPath.fields(call, in: state)
        let isLocked = fields.map { field in state.changeSelections { $0.setLock(true, of: field) } }
        return .returning(.bool(!isLocked.contains(false)))
    }
}
