// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `CreateDimension`: makes a master dimension.
enum CreateDimension: EngineMethod {
    static let name = "CreateDimension"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let item = try ItemMaking.item(.dimension, from: call.parameter(0, "qProp"), in: &state)
        return EngineOutcome(result: [("qReturn", ItemReference.of(item, call, &state)), ("qInfo", item.info)])
    }
}
