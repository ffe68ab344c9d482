// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `IsDesktopMode`: the engine is no desktop.
enum IsDesktopMode: EngineMethod {
    static let name = "IsDesktopMode"
    static let receivers: EngineReceivers = .global

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        .returning(false)
    }
}
