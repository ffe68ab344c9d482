// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `CreateVariableEx`: makes a variable of the app.
enum CreateVariableEx: EngineMethod {
    static let name = "CreateVariableEx"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let item = try ItemMaking.item(.variable, from: call.parameter(0, "qProp"), in: &state)
        return EngineOutcome(result: [("qReturn", ItemReference.of(item, call, &state)), ("qInfo", item.info)])
    }
}
