// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `CreateBookmark`: keeps the current selections under a name.
enum CreateBookmark: EngineMethod {
    static let name = "CreateBookmark"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let kept = state.selections.choices.mapValues(\.elements)
        let item = try ItemMaking.item(.bookmark, from: call.parameter(0, "qProp"), selections: kept, in: &state)
        return EngineOutcome(result: [("qReturn", ItemReference.of(item, call, &state)), ("qInfo", item.info)])
    }
}
