// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `ForwardCount`: how many steps there are to go forward.
enum ForwardCount: EngineMethod {
    static let name = "ForwardCount"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        .returning(.int(state.selections.forwardCount))
    }
}
