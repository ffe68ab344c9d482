// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `AbortAll`: gives up every call whose answer is held back.
enum AbortAll: EngineMethod {
    static let name = "AbortAll"
    static let receivers: EngineReceivers = .global

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        EngineOutcome(aborted: .all)
    }
}
