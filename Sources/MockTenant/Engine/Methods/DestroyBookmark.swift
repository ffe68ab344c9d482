// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `DestroyBookmark`: removes a bookmark; its handles close on every socket.
enum DestroyBookmark: EngineMethod {
    static let name = "DestroyBookmark"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        .success(try ItemMaking.remove(state.items(.bookmark), id: call.text(0, "qId"), in: &state))
    }
}
