// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetVariableById`: a handle of a variable; where there is none, a reference with null in it.
///
/// - Source: enigma.js and qlik-api-ts treat null type and handle as error 2.
enum GetVariableById: EngineMethod {
    static let name = "GetVariableById"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let id = try call.text(0, "qId")
        return .returning(ItemReference.of(state.items(.variable).first { $0.id == id }, call, &state))
    }
}
