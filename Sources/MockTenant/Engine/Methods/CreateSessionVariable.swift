// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `CreateSessionVariable`: makes a variable that is no part of the app.
enum CreateSessionVariable: EngineMethod {
    static let name = "CreateSessionVariable"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let item = try ItemMaking.item(.variable, from: call.parameter(0, "qProp"), isSession: true, in: &state)
        return .returning(ItemReference.of(item, call, &state))
    }
}
