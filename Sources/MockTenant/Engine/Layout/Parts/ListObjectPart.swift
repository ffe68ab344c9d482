// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `qListObject`: the values of one field with their states.
///
/// - Source: qlik.dev, "ListObject".
enum ListObjectPart: LayoutPart {
    static let definition = "qListObjectDef"
    static let name = "qListObject"
    static let readsData = true

    static func layout(of definition: JSONValue, of item: EngineItem, in state: EngineState) -> JSONValue {
        guard let field = field(of: definition, in: state) else {
            return ["qSize": ["qcx": 0, "qcy": 0], "qDataPages": []]
        }
        let values = state.table.fields[field]
        let states = state.selections.states(of: field, in: state.table)
        let title = definition["qDef"]?["qFieldLabels"]?[0]?.stringValue ?? values.name
        return [
            "qSize": ["qcx": 1, "qcy": .int(values.values.count)],
            "qDimensionInfo": [
                "qFallbackTitle": .string(title), "qCardinal": .int(values.values.count), "qSortIndicator": "N",
                "qApprMaxGlyphCount": .int(values.values.map(\.shown.count).max() ?? 0),
                "qStateCounts": EngineCell.counts(states), "qGroupFieldDefs": [.string(values.name)],
                "qGrouping": "N", "qLocked": .bool(state.selections.choices[field]?.isLocked ?? false),
            ],
            "qExpressions": [],
            "qDataPages": pages(EnginePage.list(definition["qInitialDataFetch"]), of: field, in: state),
        ]
    }

    /// The field that a list object is about.
    static func field(of definition: JSONValue, in state: EngineState) -> Int? {
        var source = definition["qDef"] ?? [:]
        if let id = definition["qLibraryId"]?.stringValue, !id.isEmpty {
            source = state.item(id)?.properties["qDim"] ?? [:]
        }
        return source["qFieldDefs"]?[0]?.stringValue.flatMap { state.table.index(of: $0) }
    }

    static func pages(_ pages: [EnginePage], of field: Int, in state: EngineState) -> JSONValue {
        let states = state.selections.states(of: field, in: state.table)
        let rows = state.table.fields[field].values.enumerated().map { element, cell in
            JSONValue.array([EngineCell.value(cell, element: element, state: states[element])])
        }
        return .array(
            pages.map { page in
                [
                    "qMatrix": .array(Array(page.rows(of: rows))), "qTails": [["qUp": 0, "qDown": 0]],
                    "qArea": page.area(width: 1, height: rows.count),
                ]
            })
    }
}
