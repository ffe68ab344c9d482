// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetFieldDescription`: name, number of values and tables of a field.
enum GetFieldDescription: EngineMethod {
    static let name = "GetFieldDescription"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let name = try call.text(0, "qFieldName")
        guard let index = state.table.index(of: name) else { throw .notFound(name) }
        let field = state.table.fields[index]
        return .returning([
            "qName": .string(field.name), "qCardinal": .int(field.values.count), "qTags": [],
            "qSrcTables": [.string(state.table.name)],
        ])
    }
}
