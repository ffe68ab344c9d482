// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetStreamList`: the streams: none.
enum GetStreamList: EngineMethod {
    static let name = "GetStreamList"
    static let receivers: EngineReceivers = .global

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        EngineOutcome(result: [("qStreamList", [])])
    }
}
