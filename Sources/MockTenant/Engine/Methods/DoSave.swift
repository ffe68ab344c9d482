// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `DoSave`: keeps the app; it lives as long as the engine session in any case.
enum DoSave: EngineMethod {
    static let name = "DoSave"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        .nothing
    }
}
