// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetChild`: a handle of a child; where there is none, a reference with null in it.
enum GetChild: EngineMethod {
    static let name = "GetChild"
    static let receivers: EngineReceivers = .object

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let parent = try call.item(in: state).id
        let id = try call.text(0, "qId")
        let child = state.items(.object).first { $0.id == id && $0.parent == parent }
        return .returning(ItemReference.of(child, call, &state))
    }
}
