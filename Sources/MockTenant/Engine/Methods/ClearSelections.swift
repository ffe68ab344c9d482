// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `ClearSelections`: clears the selections in the fields of a list object or hypercube.
enum ClearSelections: EngineMethod {
    static let name = "ClearSelections"
    static let receivers: EngineReceivers = .object

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        for field in try DataPath.fields(call, in: state) { _ = state.select([], in: field, toggle: false) }
        return .nothing
    }
}
