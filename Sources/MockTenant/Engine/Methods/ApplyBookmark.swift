// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `ApplyBookmark`: puts the selections of a bookmark in the place of the current ones.
enum ApplyBookmark: EngineMethod {
    static let name = "ApplyBookmark"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let id = try call.text(0, "qId")
        guard let bookmark = state.items(.bookmark).first(where: { $0.id == id }) else { return .success(false) }
        state.changeSelections { $0.replace(with: bookmark.selections) }
        return .success(true)
    }
}
