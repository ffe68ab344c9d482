// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetProgress`: how far a reload has come: it has not begun, or is at its end.
///
/// - Source: qlik.dev, "ProgressData"; the texts are ours.
enum GetProgress: EngineMethod {
    static let name = "GetProgress"
    static let receivers: EngineReceivers = .global

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let isDone = state.reloadedAt != nil
        let rows = isDone ? state.table.rows.count : 0
        let name = state.app?.table.name ?? ""
        return EngineOutcome(result: [
            (
                "qProgressData",
                [
                    "qStarted": .bool(isDone), "qFinished": .bool(isDone), "qCompleted": .int(rows),
                    "qTotal": .int(rows), "qKB": .int(isDone ? 1 : 0), "qMillisecs": .int(isDone ? 1 : 0),
                    "qUserInteractionWanted": false,
                    "qPersistentProgress": .string(isDone ? "\(name) << \(rows) lines fetched" : ""),
                    "qTransientProgress": "", "qErrorData": [],
                ]
            )
        ])
    }
}
