// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `QvVersion`: the version of the engine.
enum QvVersion: EngineMethod {
    static let name = "QvVersion"
    static let receivers: EngineReceivers = .global

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        .returning("12.0.0")
    }
}
