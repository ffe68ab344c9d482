// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Wire

/// An app of the tenant: its data, and what stands on its sheets.
public struct TenantApp: Sendable, Hashable, Identifiable {
    /// The id in `/app/<id>`.
    public var id: String
    /// The title.
    public var title: String
    /// False closes sockets with 4203.
    public var isAccessible: Bool
    /// The data that hypercubes, list objects and expressions read.
    public var table: TenantTable
    /// Sheets, charts, master items and whatever else has an id and properties.
    public var objects: [TenantObject]
    /// Selections that were kept under a name.
    public var bookmarks: [TenantBookmark]
    /// The variables of the app.
    public var variables: [TenantVariable]
    /// The load script.
    public var script: String

    /// Describes an app; one that is told nothing else is empty.
    public init(
        id: String, title: String, isAccessible: Bool = true, table: TenantTable = TenantTable(),
        objects: [TenantObject] = [], bookmarks: [TenantBookmark] = [], variables: [TenantVariable] = [],
        script: String = ""
    ) {
        self.id = id
        self.title = title
        self.isAccessible = isAccessible
        self.table = table
        self.objects = objects
        self.bookmarks = bookmarks
        self.variables = variables
        self.script = script
    }
}

/// Something in an app that has an id and properties.
public struct TenantObject: Sendable, Hashable, Identifiable {
    /// What the engine takes it for.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A sheet, a chart, a list box.
        case object = "GenericObject"
        /// A master dimension.
        case dimension = "GenericDimension"
        /// A master measure.
        case measure = "GenericMeasure"
    }

    /// What the engine takes it for.
    public var kind: Kind
    /// The id by which `GetObject` finds it.
    public var id: String
    /// The properties as `GetProperties` answers them, `qInfo` included.
    public var properties: JSONValue
    /// False refuses changes with error 5, as published objects do.
    public var isChangeable: Bool

    /// Describes an object; `qInfo` is put before the other properties.
    public init(
        kind: Kind = .object, id: String, type: String, properties: JSONObject = [:], isChangeable: Bool = true
    ) {
        self.kind = kind
        self.id = id
        let info = JSONObject.Member(name: "qInfo", value: ["qId": .string(id), "qType": .string(type)])
        self.properties = .object(JSONObject([info] + properties))
        self.isChangeable = isChangeable
    }
}

/// Selections under a name.
public struct TenantBookmark: Sendable, Hashable, Identifiable {
    /// The id by which `GetBookmark` finds it.
    public var id: String
    /// The title.
    public var title: String
    /// The selected values of each field, as texts.
    public var selections: [String: [String]]

    /// Describes a bookmark.
    public init(id: String, title: String, selections: [String: [String]]) {
        self.id = id
        self.title = title
        self.selections = selections
    }
}

/// A variable of an app.
public struct TenantVariable: Sendable, Hashable, Identifiable {
    /// The id by which `GetVariableById` finds it.
    public var id: String
    /// The name in expressions: `$(name)`.
    public var name: String
    /// The text that the name stands for.
    public var definition: String

    /// Describes a variable.
    public init(id: String, name: String, definition: String) {
        self.id = id
        self.name = name
        self.definition = definition
    }
}
