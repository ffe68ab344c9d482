// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `DestroyVariableById`: removes a variable; its handles close on every socket.
enum DestroyVariableById: EngineMethod {
    static let name = "DestroyVariableById"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        .success(try ItemMaking.remove(state.items(.variable), id: call.text(0, "qId"), in: &state))
    }
}
