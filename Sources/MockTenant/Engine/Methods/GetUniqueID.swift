// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetUniqueID`: a name that nobody else has.
enum GetUniqueID: EngineMethod {
    static let name = "GetUniqueID"
    static let receivers: EngineReceivers = .global

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        EngineOutcome(result: [("qUniqueID", .string(call.core.newTraceID()))])
    }
}
