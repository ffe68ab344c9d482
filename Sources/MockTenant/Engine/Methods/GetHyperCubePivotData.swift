// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetHyperCubePivotData`: pages of a pivot table.
enum GetHyperCubePivotData: EngineMethod {
    static let name = "GetHyperCubePivotData"
    static let receivers: EngineReceivers = .object

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let cube = try DataPath.cube(call, in: state)
        let pages = EnginePage.list(call.parameter(1, "qPages"))
        return EngineOutcome(result: [("qDataPages", cube.pivotPages(pages, table: state.table))])
    }
}
