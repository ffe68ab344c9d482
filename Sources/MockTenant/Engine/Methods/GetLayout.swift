// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetLayout`: an item as it stands under the current selections.
///
/// - Source: qlik.dev, "GenericObject"; looking makes the next change worth telling.
enum GetLayout: EngineMethod {
    static let name = "GetLayout"
    static let receivers: EngineReceivers = .items

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let item = try call.item(in: state)
        state.validate(call.handle, on: call.socket)
        return EngineOutcome(result: [("qLayout", ItemLayout.layout(of: item, in: state))])
    }
}
