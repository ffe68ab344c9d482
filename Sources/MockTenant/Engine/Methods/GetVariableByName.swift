// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetVariableByName`: a handle of a variable by its name.
enum GetVariableByName: EngineMethod {
    static let name = "GetVariableByName"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let name = JSONValue.string(try call.text(0, "qName"))
        return .returning(
            ItemReference.of(state.items(.variable).first { $0.properties["qName"] == name }, call, &state))
    }
}
