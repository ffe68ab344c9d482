// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `qAppObjectList`: the objects of the app that have a type.
enum AppObjectListPart: LayoutPart {
    static let definition = "qAppObjectListDef"
    static let name = "qAppObjectList"
    static let readsData = false

    static func layout(of definition: JSONValue, of item: EngineItem, in state: EngineState) -> JSONValue {
        let type = definition["qType"]?.stringValue ?? ""
        let items = state.items(.object).filter { !$0.isSession && (type.isEmpty || $0.type == type) }
        return ItemList.items(items, data: definition["qData"])
    }
}
