// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The outline of JSON: which members there are and of what type, whatever their values.
///
/// - Shape: the elements of an array are taken together, for how many there are and which comes first tells nothing.
struct JSONOutline: Sendable, Hashable {
    /// The types that were seen at each place, such as `data/[]/id`.
    private(set) var types: [String: Set<String>] = [:]

    /// The outline of a value.
    init(_ value: JSONValue) { add(value, at: "") }

    /// The differences of another outline, which is newer.
    func differences(from newer: JSONOutline) -> [(
        severity: DriftSeverity, place: String, before: String, after: String
    )] {
        var found: [(severity: DriftSeverity, place: String, before: String, after: String)] = []
        for place in Set(types.keys).union(newer.types.keys).sorted() {
            let before = types[place] ?? []
            let after = newer.types[place] ?? []
            guard before != after, hasPlace(before, after, place, newer) else { continue }
            found.append((Self.severity(before, after), place, Self.text(before), Self.text(after)))
        }
        return found
    }

    /// Whether a place that one side lacks is missing by itself, and not because what is around it is missing or empty.
    private func hasPlace(_ before: Set<String>, _ after: Set<String>, _ place: String, _ newer: JSONOutline) -> Bool {
        guard before.isEmpty || after.isEmpty, let slash = place.lastIndex(of: "/") else { return true }
        let parent = String(place[..<slash])
        // An element can only be missing where an array is empty, which is no change of shape.
        if place.hasSuffix("/[]") { return false }
        return types[parent] != nil && newer.types[parent] != nil
    }

    private static func severity(_ before: Set<String>, _ after: Set<String>) -> DriftSeverity {
        if before.isEmpty { return .info }
        if after.isEmpty { return .warning }
        // A value that may be null now, or that was always null, has not become something else.
        let (old, new) = (before.subtracting(["null"]), after.subtracting(["null"]))
        if old.isEmpty || new.isSubset(of: old) && !after.contains("null") { return .info }
        return new.isSubset(of: old) ? .warning : .error
    }

    private static func text(_ types: Set<String>) -> String { types.sorted().joined(separator: " or ") }

    private mutating func add(_ value: JSONValue, at place: String) {
        let type: String
        switch value {
        case .null: type = "null"
        case .bool: type = "boolean"
        case .number: type = "number"
        case .string: type = "string"
        case .array(let elements):
            type = "array"
            for element in elements { add(element, at: place + "/[]") }
        case .object(let members):
            type = "object"
            for member in members { add(member.value, at: "\(place)/\(member.name)") }
        }
        types[place, default: []].insert(type)
    }
}
