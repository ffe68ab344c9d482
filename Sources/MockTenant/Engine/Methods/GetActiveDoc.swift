// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetActiveDoc`: the app that is open in this engine session.
///
/// - Source: qlik.dev, "Global"; 1017 is "app not open".
enum GetActiveDoc: EngineMethod {
    static let name = "GetActiveDoc"
    static let receivers: EngineReceivers = .global

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        guard let app = state.app else { throw .appNotOpen }
        return .returning(OpenDoc.reference(to: app.id, call, &state))
    }
}
