// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `DoReloadEx`: a reload that tells how it went.
enum DoReloadEx: EngineMethod {
    static let name = "DoReloadEx"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        state.make(.reloaded(call.core.now))
        return EngineOutcome(result: [
            ("qResult", ["qSuccess": true, "qScriptLogFile": "", "qEndedWithMemoryConstraint": false])
        ])
    }
}
