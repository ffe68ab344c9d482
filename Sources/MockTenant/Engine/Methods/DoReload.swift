// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `DoReload`: suspends everything and lets it change; the data stay as they are.
///
/// - Source: enigma.js knows `suspend` beside `change`; that a reload sends both is a guess.
enum DoReload: EngineMethod {
    static let name = "DoReload"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        state.make(.reloaded(call.core.now))
        return .returning(true)
    }
}
