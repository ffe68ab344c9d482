// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetInfo`: id and type of an item.
enum GetInfo: EngineMethod {
    static let name = "GetInfo"
    static let receivers: EngineReceivers = .items

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        EngineOutcome(result: [("qInfo", try call.item(in: state).info)])
    }
}
