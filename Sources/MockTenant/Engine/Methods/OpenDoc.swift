// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `OpenDoc`: opens the app and gives it handle 1; without a parameter the app of the path.
///
/// - Source: qlik.dev, "Global"; errors 1002 (already open) and 1003 (not found) from the SDK.
enum OpenDoc: EngineMethod {
    static let name = "OpenDoc"
    static let receivers: EngineReceivers = .global

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let id = call.parameter(0, "qDocName")?.stringValue ?? call.seat.app
        if let open = state.app {
            guard open.id == id else { throw .appAlreadyOpen(id) }
        } else {
            guard let app = call.seat.app(id, of: call.core.configuration.apps) else { throw .appNotFound(id) }
            state.open(
                app, media: call.core.data.appDetails[id]?.media ?? [],
                changes: call.core.engine.changes(of: id, for: state.user))
        }
        state.note(.doc)
        return .returning(reference(to: id, call, &state))
    }

    static func reference(to app: String, _ call: EngineCall, _ state: inout EngineState) -> JSONValue {
        ["qType": "Doc", "qHandle": .int(state.handle(of: .doc, on: call.socket)), "qGenericId": .string(app)]
    }
}
