// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `OpenDoc`: opens the app and gives it handle 1; without a parameter the app of the path.
///
/// - Source: qlik.dev, "Global"; errors 1002 (already open) and 1003 (not found) from the SDK.
enum OpenDoc: EngineMethod {
    static let name = "OpenDoc"
    static let handle = 1

    static func answer(_ call: EngineCall, dialogue: inout EngineDialogue) throws(EngineError) -> EngineOutcome {
        let app = call.parameter(0, "qDocName")?.stringValue ?? call.seat.app
        let isKnown = call.core.configuration.apps.contains { $0.id == app && $0.isAccessible }
        guard isKnown || (app == call.seat.app && call.seat.isAppless) else {
            throw EngineError(code: 1003, parameter: app, message: "App not found")
        }
        if let open = dialogue.openApp, open != app {
            throw EngineError(code: 1002, parameter: app, message: "App already open")
        }
        dialogue.openApp = app
        return EngineOutcome(result: [("qReturn", reference(to: app))], change: [handle])
    }

    static func reference(to app: String) -> JSONValue {
        ["qType": "Doc", "qHandle": .int(handle), "qGenericId": .string(app)]
    }
}
