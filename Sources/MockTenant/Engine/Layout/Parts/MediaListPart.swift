// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `qMediaList`: the pictures of the app.
///
/// - Source: qlik.dev, "MediaList": `qUrlDef` as expressions name a picture, `qUrl` as pages load it.
enum MediaListPart: LayoutPart {
    static let definition = "qMediaListDef"
    static let name = "qMediaList"
    static let readsData = false

    static func layout(of definition: JSONValue, of item: EngineItem, in state: EngineState) -> JSONValue {
        let pictures = state.media.filter { $0.type.hasPrefix("image/") }.map { file in
            JSONValue.object([
                ("qUrlDef", .string("/media/\(file.path)")),
                ("qUrl", .string("/api/v1/apps/\(state.app?.id ?? "")/media/files/\(file.path)")),
            ])
        }
        return ["qItems": .array(pictures)]
    }
}
