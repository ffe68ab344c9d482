// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetHyperCubeReducedData`: pages of a straight table; 48 rows need no reduction.
enum GetHyperCubeReducedData: EngineMethod {
    static let name = "GetHyperCubeReducedData"
    static let receivers: EngineReceivers = .object

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let cube = try DataPath.cube(call, in: state)
        let pages = EnginePage.list(call.parameter(1, "qPages"))
        return EngineOutcome(result: [("qDataPages", cube.dataPages(pages, table: state.table))])
    }
}
