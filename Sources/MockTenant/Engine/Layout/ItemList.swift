// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The entries of a list of items: `qInfo`, `qMeta`, and of `qData` what each path finds.
///
/// - Source: qlik.dev, "AppObjectListDef": `qData` maps names to JSON pointers into the properties.
enum ItemList {
    static func items(_ items: [EngineItem], data: JSONValue?) -> JSONValue {
        ["qItems": .array(items.map { entry($0, data: data) })]
    }

    private static func entry(_ item: EngineItem, data: JSONValue?) -> JSONValue {
        let members = (data?.objectValue ?? [:]).map { member -> (String, JSONValue) in
            (member.name, item.property(at: member.value.stringValue ?? "/") ?? .null)
        }
        return ["qInfo": item.info, "qMeta": ItemLayout.meta(of: item), "qData": .object(members)]
    }
}
