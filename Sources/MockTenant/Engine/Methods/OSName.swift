// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `OSName`: the name of the system.
enum OSName: EngineMethod {
    static let name = "OSName"
    static let receivers: EngineReceivers = .global

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        .returning("Linux")
    }
}
