// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Cells as the engine writes them: in matrices, list objects and pivot pages.
enum EngineCell {
    /// `NaN` is no JSON number, so the engine writes it as a text.
    static func number(_ number: Double?) -> JSONValue { number.map { .number(NumberText.of($0)) } ?? "NaN" }

    /// A value of a dimension.
    static func value(_ cell: TenantCell, element: Int, state: Selections.State) -> JSONValue {
        [
            "qText": .string(cell.shown), "qNum": number(cell.number), "qElemNumber": .int(element),
            "qState": .string(state.rawValue),
        ]
    }

    /// A value of a measure.
    static func measure(_ value: Expression.Value) -> JSONValue {
        ["qText": .string(value.shown), "qNum": number(value.number), "qElemNumber": 0, "qState": "L"]
    }

    /// How many values of a field are in which state.
    static func counts(_ states: [Selections.State]) -> JSONValue {
        func count(_ state: Selections.State) -> JSONValue { .int(states.count { $0 == state }) }
        return [
            "qLocked": count(.locked), "qSelected": count(.selected), "qOption": count(.optional),
            "qDeselected": 0, "qAlternative": count(.alternative), "qExcluded": count(.excluded),
            "qSelectedExcluded": count(.selectedExcluded), "qLockedExcluded": count(.lockedExcluded),
        ]
    }
}
