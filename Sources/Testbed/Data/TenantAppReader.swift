// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockTenant
import ScenarioLanguage
import Wire

/// Reads what stands in apps: tables, objects, bookmarks, variables and scripts.
///
/// Apps that show the same things share them under a name of the key `contents`; each has a table of its own.
enum TenantAppReader {
    /// What apps can share.
    struct Contents {
        var objects: [TenantObject] = []
        var bookmarks: [TenantBookmark] = []
        var variables: [TenantVariable] = []
        var script = ""
    }

    static func contents(_ node: Node?) throws(Diagnostic) -> [String: Contents] {
        var named: [String: Contents] = [:]
        for entry in try node?.asMap().entries ?? [] {
            let map = try entry.value.asMap(["script", "variables", "bookmarks", "objects"])
            named[entry.key] = Contents(
                objects: try map["objects"].map(objects) ?? [], bookmarks: try map["bookmarks"].map(bookmarks) ?? [],
                variables: try map["variables"].map(variables) ?? [], script: try map["script"]?.string() ?? "")
        }
        return named
    }

    /// An app, without what REST alone tells of it.
    static func app(_ map: NodeMap, sharing known: [String: Contents]) throws(Diagnostic) -> TenantApp {
        let name = try map["contents"]?.word("contents", among: known.keys.sorted())
        let contents = name.flatMap { known[$0] } ?? Contents()
        return TenantApp(
            id: try map.required("id").string(), title: try map.required("title").string(),
            isAccessible: try map["accessible"]?.bool() ?? true, table: try map["table"].map(table) ?? TenantTable(),
            objects: contents.objects, bookmarks: contents.bookmarks, variables: contents.variables,
            script: contents.script)
    }

    private static func table(_ node: Node) throws(Diagnostic) -> TenantTable {
        let map = try node.asMap(["name", "fields", "rows"])
        let fields = try map.required("fields").strings()
        var rows: [[TenantCell]] = []
        for row in try map.required("rows").asList() {
            let cells = try row.asList()
            guard cells.count == fields.count else {
                throw Diagnostic(row.place, "expected \(fields.count) cells, one per field, found \(cells.count)")
            }
            var values: [TenantCell] = []
            for cell in cells { values.append(try value(cell)) }
            rows.append(values)
        }
        return TenantTable(name: try map.required("name").string(), fields: fields, rows: rows)
    }

    private static func value(_ node: Node) throws(Diagnostic) -> TenantCell {
        if case .number(let literal) = json(node), let number = Double(literal) { return .number(number) }
        return .text(try node.string())
    }

    private static func objects(_ node: Node) throws(Diagnostic) -> [TenantObject] {
        let kinds: [String: TenantObject.Kind] = ["object": .object, "dimension": .dimension, "measure": .measure]
        var objects: [TenantObject] = []
        for member in try node.asList() {
            let map = try member.asMap(["id", "type", "kind", "changeable", "properties"])
            let kind = try map["kind"]?.word("kind of object", among: kinds.keys.sorted()) ?? "object"
            objects.append(
                TenantObject(
                    kind: kinds[kind] ?? .object, id: try map.required("id").string(),
                    type: try map.required("type").string(),
                    properties: map["properties"].map(json)?.objectValue ?? [:],
                    isChangeable: try map["changeable"]?.bool() ?? true))
        }
        return objects
    }

    private static func bookmarks(_ node: Node) throws(Diagnostic) -> [TenantBookmark] {
        var bookmarks: [TenantBookmark] = []
        for member in try node.asList() {
            let map = try member.asMap(["id", "title", "selections"])
            var selections: [String: [String]] = [:]
            for entry in try map.required("selections").asMap().entries {
                selections[entry.key] = try entry.value.strings()
            }
            bookmarks.append(
                TenantBookmark(
                    id: try map.required("id").string(), title: try map.required("title").string(),
                    selections: selections))
        }
        return bookmarks
    }

    private static func variables(_ node: Node) throws(Diagnostic) -> [TenantVariable] {
        var variables: [TenantVariable] = []
        for member in try node.asList() {
            let map = try member.asMap(["id", "name", "definition"])
            variables.append(
                TenantVariable(
                    id: try map.required("id").string(), name: try map.required("name").string(),
                    definition: try map.required("definition").string()))
        }
        return variables
    }

    /// The JSON that a YAML value stands for; what is quoted is text.
    static func json(_ node: Node) -> JSONValue {
        switch node {
        case .list(let members, _): return .array(members.map(json))
        case .map(let entries, _): return .object(entries.map { ($0.key, json($0.value)) })
        case .scalar(let text, let isQuoted, _):
            if isQuoted { return .string(text) }
            if node.isNothing { return .null }
            if let flag = ["true": true, "false": false][text] { return .bool(flag) }
            return text.wholeMatch(of: #/-?[0-9]+(\.[0-9]+)?/#) == nil ? .string(text) : .number(text)
        }
    }
}
