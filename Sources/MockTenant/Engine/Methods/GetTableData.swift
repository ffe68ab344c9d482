// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetTableData`: rows of the table as they were loaded.
enum GetTableData: EngineMethod {
    static let name = "GetTableData"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let offset = max(0, call.parameter(0, "qOffset")?.intValue ?? 0)
        let count = max(0, call.parameter(1, "qRows")?.intValue ?? 0)
        let table = state.table
        let rows = table.rows.indices.dropFirst(offset).prefix(count).map { row -> JSONValue in
            let cells = table.fields.indices.map { field -> JSONValue in
                ["qText": .string(table.cell(row: row, field: field).shown), "qIsNumeric": false]
            }
            return ["qValue": .array(cells)]
        }
        return EngineOutcome(result: [("qData", .array(rows))])
    }
}
