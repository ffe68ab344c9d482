// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetActiveDoc`: the app that is open on this socket.
///
/// - Source: qlik.dev, "Global"; 1017 is "app not open".
enum GetActiveDoc: EngineMethod {
    static let name = "GetActiveDoc"

    static func answer(_ call: EngineCall, dialogue: inout EngineDialogue) throws(EngineError) -> EngineOutcome {
        guard let app = dialogue.openApp else {
            throw EngineError(code: 1017, parameter: "", message: "App not open")
        }
        return EngineOutcome(result: [("qReturn", OpenDoc.reference(to: app))])
    }
}
