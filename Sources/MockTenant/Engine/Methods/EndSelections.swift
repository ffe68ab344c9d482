// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `EndSelections`: ends a modal selection; refusing it steps back.
enum EndSelections: EngineMethod {
    static let name = "EndSelections"
    static let receivers: EngineReceivers = .object

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        if !call.flag(0, "qAccept") { _ = state.changeSelections { $0.back() } }
        return .nothing
    }
}
