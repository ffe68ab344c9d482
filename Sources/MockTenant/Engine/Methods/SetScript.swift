// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `SetScript`: puts a text in the place of the load script; what it says is never run.
enum SetScript: EngineMethod {
    static let name = "SetScript"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        state.make(.script(try call.text(0, "qScript")))
        return .nothing
    }
}
