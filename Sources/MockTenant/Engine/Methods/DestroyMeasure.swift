// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `DestroyMeasure`: removes a measure; its handles close on every socket.
enum DestroyMeasure: EngineMethod {
    static let name = "DestroyMeasure"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        .success(try ItemMaking.remove(state.items(.measure), id: call.text(0, "qId"), in: &state))
    }
}
