// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// How items come and go.
enum ItemMaking {
    /// Makes an item of its properties, under their `qId` or under a name of our own.
    ///
    /// - Throws: Error 3 where the id, or the name of a variable, is taken.
    static func item(
        _ kind: EngineItem.Kind, from properties: JSONValue?, isSession: Bool = false, parent: String? = nil,
        selections: [Int: Set<Int>] = [:], in state: inout EngineState
    ) throws(EngineError) -> EngineItem {
        guard let properties, properties.objectValue != nil else { throw .invalidParameter("qProp") }
        let type = properties["qInfo"]?["qType"]?.stringValue ?? ""
        let wanted = properties["qInfo"]?["qId"]?.stringValue ?? ""
        guard wanted.isEmpty || state.item(wanted) == nil else { throw .alreadyExists(wanted) }
        if kind == .variable, let name = properties["qName"] {
            let isTaken = state.items(.variable).contains { $0.properties["qName"] == name }
            guard !isTaken else { throw .alreadyExists(name.stringValue ?? "") }
        }
        let id = wanted.isEmpty ? state.newID(type.isEmpty ? "item" : type) : wanted
        let item = EngineItem(
            id: id, kind: kind, properties: identified(properties, id: id, type: type), isSession: isSession,
            parent: parent, selections: selections)
        state.add(item)
        return item
    }

    /// The properties with the id and type that the item has.
    static func identified(_ properties: JSONValue, id: String, type: String) -> JSONValue {
        var object = properties.objectValue ?? [:]
        let more = (object["qInfo"]?.objectValue ?? [:]).filter { !["qId", "qType"].contains($0.name) }
        let info: JSONObject = ["qId": .string(id), "qType": .string(type)]
        object["qInfo"] = .object(JSONObject(Array(info) + more))
        return .object(object)
    }

    /// Removes the item of that id if it is among the given ones; false where it is not.
    ///
    /// - Throws: Error 5 where the item may not be changed.
    static func remove(
        _ items: [EngineItem], id: String, in state: inout EngineState
    ) throws(EngineError) -> Bool {
        guard let item = items.first(where: { $0.id == id }) else { return false }
        guard item.isChangeable else { throw .accessDenied(id) }
        state.remove(id)
        return true
    }
}

/// What `qReturn` says of an item.
enum ItemReference {
    /// The handle of an item on the socket that calls; null where there is no item.
    static func of(_ item: EngineItem?, _ call: EngineCall, _ state: inout EngineState) -> JSONValue {
        guard let item else { return ["qType": nil, "qHandle": nil, "qGenericType": nil, "qGenericId": nil] }
        let handle = state.handle(of: .item(item.id), on: call.socket)
        return [
            "qType": .string(item.kind.rawValue), "qHandle": .int(handle), "qGenericType": .string(item.type),
            "qGenericId": .string(item.id),
        ]
    }
}
