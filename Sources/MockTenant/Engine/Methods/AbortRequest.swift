// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `AbortRequest`: gives up one call whose answer is held back.
enum AbortRequest: EngineMethod {
    static let name = "AbortRequest"
    static let receivers: EngineReceivers = .global

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        guard let id = call.parameter(0, "qRequestId") else { throw .invalidParameter("qRequestId") }
        return EngineOutcome(aborted: .one(id))
    }
}
