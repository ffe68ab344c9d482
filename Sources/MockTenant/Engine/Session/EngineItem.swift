// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Something with an id and properties in an engine session.
struct EngineItem: Sendable {
    /// What it is, by the name that `qReturn.qType` gives it.
    enum Kind: String, Sendable {
        case object = "GenericObject"
        case dimension = "GenericDimension"
        case measure = "GenericMeasure"
        case variable = "GenericVariable"
        case bookmark = "GenericBookmark"
    }

    let id: String
    let kind: Kind
    var properties: JSONValue
    /// Session objects are no part of the app.
    var isSession = false
    var isChangeable = true
    /// Whether the app began with it.
    var isOriginal = false
    /// The object whose child it is.
    var parent: String?
    /// What a bookmark keeps: the elements of each field.
    var selections: [Int: Set<Int>] = [:]

    var type: String { properties["qInfo"]?["qType"]?.stringValue ?? "" }
    var info: JSONValue { ["qId": .string(id), "qType": .string(type)] }

    /// The value of a path such as `/qHyperCubeDef`.
    func property(at path: String) -> JSONValue? { JSONPointer.value(at: path, in: properties) }
}

extension EngineItem {
    init(_ object: TenantObject) {
        let kind: Kind =
            switch object.kind {
            case .object: .object
            case .dimension: .dimension
            case .measure: .measure
            }
        self.init(
            id: object.id, kind: kind, properties: object.properties, isChangeable: object.isChangeable,
            isOriginal: true)
    }

    init(_ variable: TenantVariable) {
        self.init(
            id: variable.id, kind: .variable,
            properties: [
                "qInfo": ["qId": .string(variable.id), "qType": "variable"], "qName": .string(variable.name),
                "qComment": "", "qDefinition": .string(variable.definition),
            ], isOriginal: true)
    }

    init(_ bookmark: TenantBookmark, table: EngineTable) {
        self.init(
            id: bookmark.id, kind: .bookmark,
            properties: [
                "qInfo": ["qId": .string(bookmark.id), "qType": "bookmark"],
                "qMetaDef": ["title": .string(bookmark.title)],
            ], isOriginal: true)
        for (name, values) in bookmark.selections {
            guard let field = table.index(of: name) else { continue }
            selections[field] = Set(values.compactMap { table.fields[field].element(shown: $0) })
        }
    }
}
