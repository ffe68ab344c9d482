// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetProgress`: how far a reload has come: it is always at its end.
enum GetProgress: EngineMethod {
    static let name = "GetProgress"
    static let receivers: EngineReceivers = .global

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        EngineOutcome(result: [
            (
                "qProgressData",
                ["qStarted": true, "qFinished": true, "qCompleted": 0, "qTotal": 0, "qKB": 0, "qMillisecs": 0]
            )
        ])
    }
}
