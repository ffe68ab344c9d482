// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `qBookmarkList`: the bookmarks of the app.
enum BookmarkListPart: LayoutPart {
    static let definition = "qBookmarkListDef"
    static let name = "qBookmarkList"
    static let readsData = false

    static func layout(of definition: JSONValue, of item: EngineItem, in state: EngineState) -> JSONValue {
        ItemList.items(state.items(.bookmark), data: definition["qData"])
    }
}
