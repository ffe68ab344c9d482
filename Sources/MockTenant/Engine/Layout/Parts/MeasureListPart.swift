// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `qMeasureList`: the master measures.
enum MeasureListPart: LayoutPart {
    static let definition = "qMeasureListDef"
    static let name = "qMeasureList"
    static let readsData = false

    static func layout(of definition: JSONValue, of item: EngineItem, in state: EngineState) -> JSONValue {
        ItemList.items(state.items(.measure), data: definition["qData"])
    }
}
