// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `DestroyDimension`: removes a dimension; its handles close on every socket.
enum DestroyDimension: EngineMethod {
    static let name = "DestroyDimension"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        .success(try ItemMaking.remove(state.items(.dimension), id: call.text(0, "qId"), in: &state))
    }
}
