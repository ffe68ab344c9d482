// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// A hypercube computed from its definition under the current selections.
///
/// - Source: qlik.dev, "HyperCubeDef"; a `qLibraryId` stands for the master item of that id.
struct HyperCube {
    struct Dimension {
        let title: String
        let definition: String
        let field: Int
    }

    struct Measure {
        let title: String
        let definition: String
    }

    /// One combination of dimension values, and its measures.
    struct Row {
        let elements: [Int]
        let values: [Expression.Value]
    }

    let mode: String
    let dimensions: [Dimension]
    let measures: [Measure]
    let leftDimensions: Int
    private(set) var rows: [Row] = []
    /// The measures over all rows.
    let totals: [Expression.Value]
    /// The states of the values of each dimension.
    let states: [[Selections.State]]

    init(_ definition: JSONValue, in state: EngineState) {
        mode = definition["qMode"]?.stringValue ?? "S"
        dimensions = (definition["qDimensions"]?.arrayValue ?? []).compactMap { Self.dimension($0, in: state) }
        measures = (definition["qMeasures"]?.arrayValue ?? []).map { Self.measure($0, in: state) }
        let left = definition["qNoOfLeftDims"]?.intValue ?? -1
        leftDimensions = left < 0 ? dimensions.count : min(left, dimensions.count)
        let scope = state.scope
        totals = measures.map { Expression.evaluate($0.definition, in: scope) }
        states = dimensions.map { state.selections.states(of: $0.field, in: state.table) }
        rows = rows(in: scope)
    }

    /// The rows in the order of loading; without dimensions there is one, with the totals.
    private func rows(in scope: ExpressionScope) -> [Row] {
        if dimensions.isEmpty { return measures.isEmpty ? [] : [Row(elements: [], values: totals)] }
        let groups = Dictionary(grouping: scope.rows) { row in
            dimensions.map { scope.table.rows[row][$0.field] }
        }
        return groups.keys.sorted { $0.lexicographicallyPrecedes($1) }.map { elements in
            let inner = scope.narrowed(to: groups[elements] ?? [])
            return Row(
                elements: elements, values: measures.map { Expression.evaluate($0.definition, in: inner) })
        }
    }

    private static func dimension(_ definition: JSONValue, in state: EngineState) -> Dimension? {
        var source = definition["qDef"] ?? [:]
        if let id = definition["qLibraryId"]?.stringValue, !id.isEmpty {
            source = state.item(id)?.properties["qDim"] ?? [:]
        }
        guard let name = source["qFieldDefs"]?[0]?.stringValue, let field = state.table.index(of: name) else {
            return nil
        }
        let label = source["qFieldLabels"]?[0]?.stringValue ?? ""
        return Dimension(title: label.isEmpty ? state.table.fields[field].name : label, definition: name, field: field)
    }

    private static func measure(_ definition: JSONValue, in state: EngineState) -> Measure {
        var source = definition["qDef"] ?? [:]
        if let id = definition["qLibraryId"]?.stringValue, !id.isEmpty {
            source = state.item(id)?.properties["qMeasure"] ?? [:]
        }
        let expression = source["qDef"]?.stringValue ?? ""
        let label = source["qLabel"]?.stringValue ?? ""
        return Measure(title: label.isEmpty ? expression : label, definition: expression)
    }
}
