// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `Apply`: puts the selections of the bookmark in the place of the current ones.
enum Apply: EngineMethod {
    static let name = "Apply"
    static let receivers: EngineReceivers = .bookmark

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let bookmark = try call.item(in: state)
        state.changeSelections { $0.replace(with: bookmark.selections) }
        return .success(true)
    }
}
