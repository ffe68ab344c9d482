// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `qDimensionList`: the master dimensions.
enum DimensionListPart: LayoutPart {
    static let definition = "qDimensionListDef"
    static let name = "qDimensionList"
    static let readsData = false

    static func layout(of definition: JSONValue, of item: EngineItem, in state: EngineState) -> JSONValue {
        ItemList.items(state.items(.dimension), data: definition["qData"])
    }
}
