// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `qSelectionObject`: the current selections.
///
/// - Source: qlik.dev, "SelectionObject".
enum SelectionObjectPart: LayoutPart {
    static let definition = "qSelectionObjectDef"
    static let name = "qSelectionObject"
    static let readsData = true

    static func layout(of definition: JSONValue, of item: EngineItem, in state: EngineState) -> JSONValue {
        let selections = state.selections.choices.sorted { $0.key < $1.key }.map { field, choice in
            selection(of: state.table.fields[field], choice)
        }
        return [
            "qBackCount": .int(state.selections.backCount), "qForwardCount": .int(state.selections.forwardCount),
            "qSelections": .array(selections),
        ]
    }

    private static func selection(of field: EngineTable.Field, _ choice: Selections.Choice) -> JSONValue {
        let texts = choice.elements.sorted().map { field.values[$0].shown }
        return [
            "qField": .string(field.name), "qSelectedCount": .int(texts.count),
            "qTotal": .int(field.values.count), "qLocked": .bool(choice.isLocked),
            "qSelected": .string(texts.joined(separator: ", ")),
            "qSelectedFieldSelectionInfo": .array(texts.map { ["qName": .string($0), "qRangeInfo": []] }),
        ]
    }
}
