// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `CancelReload`: no reload takes long enough.
enum CancelReload: EngineMethod {
    static let name = "CancelReload"
    static let receivers: EngineReceivers = .global

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        .nothing
    }
}
