// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetCardinal`: how many values a field has.
enum GetCardinal: EngineMethod {
    static let name = "GetCardinal"
    static let receivers: EngineReceivers = .field

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        .returning(.int(state.table.fields[try call.field()].values.count))
    }
}
