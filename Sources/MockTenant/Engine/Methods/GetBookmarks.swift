// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetBookmarks`: what the bookmarks are called.
enum GetBookmarks: EngineMethod {
    static let name = "GetBookmarks"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let list = state.items(.bookmark).map { item -> JSONValue in
            ["qInfo": item.info, "qMeta": ItemLayout.meta(of: item), "qData": [:]]
        }
        return EngineOutcome(result: [("qList", .array(list))])
    }
}
