// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `CreateMeasure`: makes a master measure.
enum CreateMeasure: EngineMethod {
    static let name = "CreateMeasure"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let item = try ItemMaking.item(.measure, from: call.parameter(0, "qProp"), in: &state)
        return EngineOutcome(result: [("qReturn", ItemReference.of(item, call, &state)), ("qInfo", item.info)])
    }
}
