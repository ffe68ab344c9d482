// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `SelectHyperCubeValues`: selects values of a dimension by their element numbers.
enum SelectHyperCubeValues: EngineMethod {
    static let name = "SelectHyperCubeValues"
    static let receivers: EngineReceivers = .object

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let cube = try DataPath.cube(call, in: state)
        guard let dimension = call.parameter(1, "qDimNo")?.intValue, cube.dimensions.indices.contains(dimension) else {
            throw .invalidValue("qDimNo")
        }
        let values = Set(try call.numbers(2, "qValues"))
        let field = cube.dimensions[dimension].field
        return .success(state.select(values, in: field, toggle: call.flag(3, "qToggleMode")))
    }
}
