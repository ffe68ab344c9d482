// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetScriptEx`: the load script with its version.
enum GetScriptEx: EngineMethod {
    static let name = "GetScriptEx"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let hash = Redaction.fingerprint(state.script)
        return EngineOutcome(result: [
            ("qScript", ["qScript": .string(state.script), "qMeta": ["hash": .string(hash)]])
        ])
    }
}
