// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `qChildList`: the children of the object.
enum ChildListPart: LayoutPart {
    static let definition = "qChildListDef"
    static let name = "qChildList"
    static let readsData = false

    static func layout(of definition: JSONValue, of item: EngineItem, in state: EngineState) -> JSONValue {
        ItemList.items(state.items(.object).filter { $0.parent == item.id }, data: definition["qData"])
    }
}
