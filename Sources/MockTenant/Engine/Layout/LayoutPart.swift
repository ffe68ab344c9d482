// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// A definition in the properties that stands computed in the layout: one file, and one line in `LayoutParts`.
protocol LayoutPart: Sendable {
    /// The name in the properties.
    static var definition: String { get }
    /// The name in the layout.
    static var name: String { get }
    /// Whether it changes with the selections; otherwise with the list of items.
    static var readsData: Bool { get }
    static func layout(of definition: JSONValue, of item: EngineItem, in state: EngineState) -> JSONValue
}

/// Every computed part of a layout.
enum LayoutParts {
    static let all: [any LayoutPart.Type] = [
        HyperCubePart.self,
        ListObjectPart.self,
        SelectionObjectPart.self,
        AppObjectListPart.self,
        ChildListPart.self,
        BookmarkListPart.self,
        VariableListPart.self,
        MeasureListPart.self,
        DimensionListPart.self,
        FieldListPart.self,
        MediaListPart.self,
    ]

    static func find(_ definition: String) -> (any LayoutPart.Type)? {
        all.first { $0.definition == definition }
    }

    /// Whether a layout of these properties changes with the selections.
    static func readsData(_ properties: JSONValue) -> Bool {
        contains(properties) { name in
            find(name)?.readsData == true || name == EvaluatedText.definition || name == EvaluatedNumber.definition
        }
    }

    /// Whether a layout of these properties changes with the items of the app.
    static func listsItems(_ properties: JSONValue) -> Bool {
        contains(properties) { find($0)?.readsData == false }
    }

    private static func contains(_ value: JSONValue, _ isMeant: (String) -> Bool) -> Bool {
        switch value {
        case .object(let object): object.contains { isMeant($0.name) || contains($0.value, isMeant) }
        case .array(let elements): elements.contains { contains($0, isMeant) }
        default: false
        }
    }
}
