// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

extension EngineState {
    /// The elements of a field that are in one of the states; nil is all of them.
    func elements(of field: Int, in states: Set<Selections.State>?) -> Set<Int> {
        let found = selections.states(of: field, in: table).enumerated().filter { _, state in
            states?.contains(state) ?? true
        }
        return Set(found.map(\.offset))
    }

    /// The elements with that text; a `*` at the end stands for whatever follows.
    func elements(of field: Int, matching text: String) -> Set<Int> {
        let values = table.fields[field].values
        let isPrefix = text.last == "*"
        let wanted = isPrefix ? String(text.dropLast()) : text
        return Set(
            values.indices.filter { element in
                isPrefix ? values[element].shown.hasPrefix(wanted) : values[element].shown == wanted
            })
    }

    /// Gives a variable another value, and notes what depends on it.
    ///
    /// - Source: qlik.dev, "GenericVariable": the values last as long as the engine session.
    mutating func setDefinition(_ definition: String, of variable: EngineItem) {
        var properties = variable.properties.objectValue ?? [:]
        properties["qDefinition"] = .string(definition)
        setProperties(.object(properties), of: variable.id, isKept: false)
    }
}
