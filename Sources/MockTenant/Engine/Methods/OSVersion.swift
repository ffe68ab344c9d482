// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `OSVersion`: the version of the system.
enum OSVersion: EngineMethod {
    static let name = "OSVersion"
    static let receivers: EngineReceivers = .global

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        .returning("12")
    }
}
