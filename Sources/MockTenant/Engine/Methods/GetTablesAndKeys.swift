// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetTablesAndKeys`: the one table and its fields.
enum GetTablesAndKeys: EngineMethod {
    static let name = "GetTablesAndKeys"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let fields = state.table.fields.map { field -> JSONValue in
            ["qName": .string(field.name), "qnTotalDistinctValues": .int(field.values.count), "qPresent": true]
        }
        let table: JSONValue = [
            "qName": .string(state.table.name), "qNoOfRows": .int(state.table.rows.count), "qFields": .array(fields),
        ]
        return EngineOutcome(result: [("qtr", [table]), ("qk", [])])
    }
}
