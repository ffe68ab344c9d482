// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `ReloadExtensionList`: there are no extensions to load.
enum ReloadExtensionList: EngineMethod {
    static let name = "ReloadExtensionList"
    static let receivers: EngineReceivers = .global

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        .nothing
    }
}
