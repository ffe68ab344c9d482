// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `DestroyChild`: removes a child of an object.
enum DestroyChild: EngineMethod {
    static let name = "DestroyChild"
    static let receivers: EngineReceivers = .object

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let parent = try call.item(in: state)
        let children = state.items(.object).filter { $0.parent == parent.id }
        return .success(try ItemMaking.remove(children, id: call.text(0, "qId"), in: &state))
    }
}
