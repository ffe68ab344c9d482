// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetDocList`: the apps that may be opened.
enum GetDocList: EngineMethod {
    static let name = "GetDocList"
    static let receivers: EngineReceivers = .global

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let apps = call.core.configuration.apps.filter(\.isAccessible).map { app -> JSONValue in
            [
                "qDocName": .string(app.title), "qDocId": .string(app.id), "qTitle": .string(app.title),
                "qReadOnly": false,
                "qLastReloadTime": AppTimes.lastReload(), "qMeta": [:], "qThumbnail": [:], "qHasSectionAccess": false,
            ]
        }
        return EngineOutcome(result: [("qDocList", .array(apps))])
    }
}
