// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// A pattern for the thing of some name: a header field, a query item, a fact.
struct NamedPattern: Sendable, Hashable {
    let name: Template
    let pattern: TextPattern

    /// Reads a map of names and patterns.
    static func list(_ node: Node?) throws(Diagnostic) -> [NamedPattern] {
        guard let node else { return [] }
        var list: [NamedPattern] = []
        for entry in try node.asMap().entries {
            list.append(
                NamedPattern(
                    name: Template(entry.key, place: entry.keyPlace), pattern: try TextPattern(entry.value)))
        }
        return list
    }

    /// What does not fit; `values` gives everything of a name.
    static func mismatches(
        _ patterns: [NamedPattern], what: String, _ scene: Scene, values: (String) -> [String]
    ) async throws -> [Mismatch] {
        var mismatches: [Mismatch] = []
        for item in patterns {
            let name = try await scene.text(item.name)
            let found = values(name)
            if try await item.pattern.matches(found, scene) { continue }
            let seen = found.isEmpty ? "none" : found.map { "\"\($0)\"" }.joined(separator: ", ")
            mismatches.append(
                Mismatch(expected: "\(what) \(name): \(item.pattern.inWords)", seen: "\(what) \(name): \(seen)"))
        }
        return mismatches
    }
}
