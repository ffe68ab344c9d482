// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `AllowCreateApp`: nobody may create apps.
enum AllowCreateApp: EngineMethod {
    static let name = "AllowCreateApp"
    static let receivers: EngineReceivers = .global

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        .returning(false)
    }
}
