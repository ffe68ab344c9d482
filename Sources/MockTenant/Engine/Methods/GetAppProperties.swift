// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetAppProperties`: the properties of the app.
enum GetAppProperties: EngineMethod {
    static let name = "GetAppProperties"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        state.validate(call.handle, on: call.socket)
        return EngineOutcome(result: [("qProp", state.appProperties)])
    }
}
