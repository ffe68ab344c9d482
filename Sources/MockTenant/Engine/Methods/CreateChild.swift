// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `CreateChild`: makes a child of an object.
enum CreateChild: EngineMethod {
    static let name = "CreateChild"
    static let receivers: EngineReceivers = .object

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let parent = try call.item(in: state)
        let child = try ItemMaking.item(
            .object, from: call.parameter(0, "qProp"), isSession: parent.isSession, parent: parent.id, in: &state)
        return EngineOutcome(result: [("qReturn", ItemReference.of(child, call, &state)), ("qInfo", child.info)])
    }
}
