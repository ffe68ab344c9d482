// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `ConfigureReload`: how a reload treats errors; there are none.
enum ConfigureReload: EngineMethod {
    static let name = "ConfigureReload"
    static let receivers: EngineReceivers = .global

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        .nothing
    }
}
