// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `qVariableList`: the variables, by name and definition.
enum VariableListPart: LayoutPart {
    static let definition = "qVariableListDef"
    static let name = "qVariableList"
    static let readsData = false

    static func layout(of definition: JSONValue, of item: EngineItem, in state: EngineState) -> JSONValue {
        let items = state.items(.variable).map { variable -> JSONValue in
            [
                "qName": variable.properties["qName"] ?? "", "qDefinition": variable.properties["qDefinition"] ?? "",
                "qInfo": variable.info, "qMeta": ItemLayout.meta(of: variable), "qData": [:],
            ]
        }
        return ["qItems": .array(items)]
    }
}
