// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `qHyperCube`: sizes, infos and the first pages.
///
/// - Source: qlik.dev, "HyperCube"; 7005 is "calculation condition unfulfilled".
enum HyperCubePart: LayoutPart {
    static let definition = "qHyperCubeDef"
    static let name = "qHyperCube"
    static let readsData = true

    static func layout(of definition: JSONValue, of item: EngineItem, in state: EngineState) -> JSONValue {
        if let condition = definition["qCalcCondition"]?["qCond"], let text = ExpressionText.of(condition),
            !text.isEmpty, Expression.evaluate(text, in: state.scope).number == 0
        {
            return ["qSize": ["qcx": 0, "qcy": 0], "qError": ["qErrorCode": 7005]]
        }
        let cube = HyperCube(definition, in: state)
        let pages = EnginePage.list(definition["qInitialDataFetch"])
        let order = (0..<cube.width).map { JSONValue.int($0) }
        return [
            "qSize": ["qcx": .int(cube.width), "qcy": .int(cube.rows.count)],
            "qDimensionInfo": .array(cube.dimensions.indices.map { dimensionInfo(cube, $0, table: state.table) }),
            "qMeasureInfo": .array(cube.measures.indices.map { measureInfo(cube, $0) }),
            "qEffectiveInterColumnSortOrder": .array(order),
            "qGrandTotalRow": .array(cube.totals.map { EngineCell.measure($0) }),
            "qDataPages": cube.mode == "S" ? cube.dataPages(pages, table: state.table) : [],
            "qPivotDataPages": cube.mode == "P" ? cube.pivotPages(pages, table: state.table) : [],
            "qStackedDataPages": cube.mode == "K" ? cube.stackPages(pages, table: state.table) : [],
            "qMode": .string(cube.mode), "qNoOfLeftDims": .int(cube.leftDimensions),
        ]
    }

    private static func dimensionInfo(_ cube: HyperCube, _ index: Int, table: EngineTable) -> JSONValue {
        let dimension = cube.dimensions[index]
        let field = table.fields[dimension.field]
        let numbers = field.values.compactMap(\.number)
        return [
            "qFallbackTitle": .string(dimension.title), "qCardinal": .int(field.values.count),
            "qApprMaxGlyphCount": .int(field.values.map(\.shown.count).max() ?? 0),
            "qSortIndicator": "N", "qGroupFallbackTitles": [.string(dimension.title)], "qGroupPos": 0,
            "qStateCounts": EngineCell.counts(cube.states[index]), "qTags": [],
            "qDimensionType": .string(numbers.isEmpty ? "D" : "N"),
            "qGroupFieldDefs": [.string(dimension.definition)], "qGrouping": "N",
            "qMin": EngineCell.number(numbers.min()), "qMax": EngineCell.number(numbers.max()),
        ]
    }

    private static func measureInfo(_ cube: HyperCube, _ index: Int) -> JSONValue {
        let numbers = cube.rows.compactMap { $0.values[index].number }
        return [
            "qFallbackTitle": .string(cube.measures[index].title), "qSortIndicator": "N",
            "qApprMaxGlyphCount": .int(cube.rows.map(\.values[index].shown.count).max() ?? 0), "qCardinal": 0,
            "qNumFormat": ["qType": "U", "qnDec": 0, "qUseThou": 0],
            "qMin": EngineCell.number(numbers.min()), "qMax": EngineCell.number(numbers.max()),
        ]
    }
}
