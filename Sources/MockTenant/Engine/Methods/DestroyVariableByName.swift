// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `DestroyVariableByName`: removes a variable by its name.
enum DestroyVariableByName: EngineMethod {
    static let name = "DestroyVariableByName"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let name = JSONValue.string(try call.text(0, "qName"))
        let named = state.items(.variable).filter { $0.properties["qName"] == name }
        return .success(try ItemMaking.remove(named, id: named.first?.id ?? "", in: &state))
    }
}
