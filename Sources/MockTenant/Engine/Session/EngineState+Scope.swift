// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

extension EngineState {
    /// The scope of expressions under the current selections.
    var scope: ExpressionScope {
        var variables: [String: String] = [:]
        for item in items(.variable) {
            guard let name = item.properties["qName"]?.stringValue else { continue }
            variables[name] = item.properties["qDefinition"]?.stringValue ?? ""
        }
        return ExpressionScope(user: user, table: table, rows: selections.rows(of: table), variables: variables)
    }

    /// Selects elements of a field and notes what depends on it; false where the field is locked.
    mutating func select(_ elements: Set<Int>, in field: Int, toggle: Bool) -> Bool {
        let known = elements.intersection(table.fields[field].values.indices)
        return changeSelections { $0.select(known, in: field, toggle: toggle) }
    }

    /// Changes the selections, and notes what depends on them where they are different then.
    mutating func changeSelections<Result>(_ change: (inout Selections) -> Result) -> Result {
        let old = selections.choices
        let result = change(&selections)
        if selections.choices != old { noteData() }
        return result
    }
}
