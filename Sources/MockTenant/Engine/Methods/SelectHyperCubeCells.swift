// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `SelectHyperCubeCells`: selects what stands in the given rows and columns of a straight table.
enum SelectHyperCubeCells: EngineMethod {
    static let name = "SelectHyperCubeCells"
    static let receivers: EngineReceivers = .object

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let cube = try DataPath.cube(call, in: state)
        let rows = try call.numbers(1, "qRowIndices").filter { cube.rows.indices.contains($0) }
        let columns = try call.numbers(2, "qColIndices").filter { cube.dimensions.indices.contains($0) }
        let isSelected = columns.map { column in
            let elements = Set(rows.map { cube.rows[$0].elements[column] })
            return state.select(elements, in: cube.dimensions[column].field, toggle: false)
        }
        return .success(!isSelected.isEmpty && !isSelected.contains(false))
    }
}
