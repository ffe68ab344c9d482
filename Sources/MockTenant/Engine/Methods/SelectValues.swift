// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `SelectValues`: selects values of a field by number or by text.
enum SelectValues: EngineMethod {
    static let name = "SelectValues"
    static let receivers: EngineReceivers = .field

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let field = try call.field()
        guard let values = call.parameter(0, "qFieldValues")?.arrayValue else {
            throw .invalidParameter("qFieldValues")
        }
        let column = state.table.fields[field]
        let elements = values.compactMap { value -> Int? in
            if value["qIsNumeric"] == true, let number = value["qNumber"]?.doubleValue {
                return column.element(shown: NumberText.of(number))
            }
            return value["qText"]?.stringValue.flatMap { column.element(shown: $0) }
        }
        guard !elements.isEmpty || values.isEmpty else { return .returning(false) }
        return .returning(.bool(state.select(Set(elements), in: field, toggle: call.flag(1, "qToggleMode"))))
    }
}
