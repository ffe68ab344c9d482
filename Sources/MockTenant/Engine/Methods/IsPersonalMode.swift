// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `IsPersonalMode`: the engine is nobody's own.
enum IsPersonalMode: EngineMethod {
    static let name = "IsPersonalMode"
    static let receivers: EngineReceivers = .global

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        .returning(false)
    }
}
