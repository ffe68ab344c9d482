// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetField`: a handle of a field; where there is none, a reference with null in it.
enum GetField: EngineMethod {
    static let name = "GetField"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        guard let field = state.table.index(of: try call.text(0, "qFieldName")) else {
            return .returning(["qType": nil, "qHandle": nil])
        }
        let handle = state.handle(of: .field(field), on: call.socket)
        return .returning(["qType": "Field", "qHandle": .int(handle)])
    }
}
