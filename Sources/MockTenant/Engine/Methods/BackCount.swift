// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `BackCount`: how many steps there are to go back.
enum BackCount: EngineMethod {
    static let name = "BackCount"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        .returning(.int(state.selections.backCount))
    }
}
