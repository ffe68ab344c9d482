// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `SetAppProperties`: puts properties in the place of the app's own.
enum SetAppProperties: EngineMethod {
    static let name = "SetAppProperties"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        guard let properties = call.parameter(0, "qProp"), properties.objectValue != nil else {
            throw .invalidParameter("qProp")
        }
        state.make(.properties(properties))
        return .nothing
    }
}
