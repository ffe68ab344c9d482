// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `CreateSessionObject`: makes an object that is no part of the app.
enum CreateSessionObject: EngineMethod {
    static let name = "CreateSessionObject"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let item = try ItemMaking.item(.object, from: call.parameter(0, "qProp"), isSession: true, in: &state)
        return .returning(ItemReference.of(item, call, &state))
    }
}
