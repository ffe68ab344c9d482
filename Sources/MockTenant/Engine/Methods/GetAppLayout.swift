// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetAppLayout`: the title of the app and what else a hub shows.
///
/// - Source: recorded answers of a real tenant in the tests of datahub, `qlik_sense`.
enum GetAppLayout: EngineMethod {
    static let name = "GetAppLayout"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        state.validate(call.handle, on: call.socket)
        return EngineOutcome(result: [
            (
                "qLayout",
                [
                    "qTitle": state.appProperties["qTitle"] ?? "", "qFileName": .string(state.app?.id ?? ""),
                    "qLastReloadTime": AppTimes.lastReload(state.reloadedAt), "qModified": false,
                    "qHasScript": .bool(!state.script.isEmpty),
                    "qHasData": .bool(!state.table.rows.isEmpty), "qStateNames": [], "qMeta": [:],
                    "qThumbnail": state.appProperties["qThumbnail"] ?? [:], "qReadOnly": false,
                    "qIsOpenedWithoutData": false,
                ]
            )
        ])
    }
}
