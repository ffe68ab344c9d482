// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `qFieldList`: the fields of the data.
enum FieldListPart: LayoutPart {
    static let definition = "qFieldListDef"
    static let name = "qFieldList"
    static let readsData = false

    static func layout(of definition: JSONValue, of item: EngineItem, in state: EngineState) -> JSONValue {
        let items = state.table.fields.map { field -> JSONValue in
            [
                "qName": .string(field.name), "qCardinal": .int(field.values.count), "qTags": [],
                "qSrcTables": [.string(state.table.name)],
            ]
        }
        return ["qItems": .array(items)]
    }
}
