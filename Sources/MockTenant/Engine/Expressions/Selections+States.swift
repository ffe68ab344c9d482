// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

extension Selections {
    /// How a value stands to the selections, in the letters of the engine's `qState` but for `L` and `XL`.
    enum State: String {
        case selected = "S"
        case optional = "O"
        case alternative = "A"
        case excluded = "X"
        case selectedExcluded = "XS"
        case locked = "L"
        case lockedExcluded = "XL"
    }

    /// The rows that the selections leave, those in one field left out of the question.
    func rows(of table: EngineTable, ignoring ignored: Int? = nil) -> [Int] {
        table.rows.indices.filter { row in
            choices.allSatisfy { $0.key == ignored || $0.value.elements.contains(table.rows[row][$0.key]) }
        }
    }

    /// The state of every value of a field, in the order of the element numbers.
    func states(of field: Int, in table: EngineTable) -> [State] {
        let possible = Set(rows(of: table, ignoring: field).map { table.rows[$0][field] })
        let choice = choices[field]
        return table.fields[field].values.indices.map { element in
            let isPossible = possible.contains(element)
            guard let choice else { return isPossible ? .optional : .excluded }
            guard choice.elements.contains(element) else { return isPossible ? .alternative : .excluded }
            if choice.isLocked { return isPossible ? .locked : .lockedExcluded }
            return isPossible ? .selected : .selectedExcluded
        }
    }
}
