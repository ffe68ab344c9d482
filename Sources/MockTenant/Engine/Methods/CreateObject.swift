// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `CreateObject`: makes an object of the app.
enum CreateObject: EngineMethod {
    static let name = "CreateObject"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let item = try ItemMaking.item(.object, from: call.parameter(0, "qProp"), in: &state)
        return EngineOutcome(result: [("qReturn", ItemReference.of(item, call, &state)), ("qInfo", item.info)])
    }
}
