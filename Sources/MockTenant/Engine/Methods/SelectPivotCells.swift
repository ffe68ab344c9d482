// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `SelectPivotCells`: selects values of a pivot table by where they stand to the left or on top.
enum SelectPivotCells: EngineMethod {
    static let name = "SelectPivotCells"
    static let receivers: EngineReceivers = .object

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let cube = try DataPath.cube(call, in: state)
        guard let cells = call.parameter(1, "qSelections")?.arrayValue else { throw .invalidParameter("qSelections") }
        var chosen: [Int: Set<Int>] = [:]
        for cell in cells {
            guard let place = cube.place(ofPivotCell: cell) else { throw .invalidValue("qSelections") }
            chosen[place.field, default: []].insert(place.element)
        }
        let isSelected = chosen.map { state.select($0.value, in: $0.key, toggle: false) }
        return .success(!isSelected.isEmpty && !isSelected.contains(false))
    }
}
