// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `DestroyObject`: removes an object; its handles close on every socket.
enum DestroyObject: EngineMethod {
    static let name = "DestroyObject"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        .success(try ItemMaking.remove(state.items(.object), id: call.text(0, "qId"), in: &state))
    }
}
