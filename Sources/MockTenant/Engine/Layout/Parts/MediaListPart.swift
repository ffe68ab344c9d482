// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `qMediaList`: the pictures of the app; there are none.
enum MediaListPart: LayoutPart {
    static let definition = "qMediaListDef"
    static let name = "qMediaList"
    static let readsData = false

    static func layout(of definition: JSONValue, of item: EngineItem, in state: EngineState) -> JSONValue {
        ["qItems": []]
    }
}
