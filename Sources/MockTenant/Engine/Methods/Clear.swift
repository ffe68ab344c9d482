// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `Clear`: clears the selection of a field.
enum Clear: EngineMethod {
    static let name = "Clear"
    static let receivers: EngineReceivers = .field

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        .returning(.bool(state.select([], in: try call.field(), toggle: false)))
    }
}
