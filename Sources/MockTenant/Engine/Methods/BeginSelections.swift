// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `BeginSelections`: begins a modal selection; selections hold at once here.
enum BeginSelections: EngineMethod {
    static let name = "BeginSelections"
    static let receivers: EngineReceivers = .object

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        .nothing
    }
}
