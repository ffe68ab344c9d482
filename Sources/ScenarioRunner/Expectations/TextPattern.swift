// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// What a text, or all lines of a header field, must look like.
indirect enum TextPattern: Sendable, Hashable {
    case equals(Template)
    case contains(Template)
    case startsWith(Template)
    case endsWith(Template)
    case like(Template)
    case present
    case absent
    case oneOf([TextPattern])
    case all([TextPattern])
    case not(TextPattern)
    case lines([Template])

    static let keys = ["is", "contains", "starts-with", "ends-with", "like", "one-of", "all", "not", "lines"]

    init(_ node: Node) throws(Diagnostic) {
        switch node {
        case .scalar("absent", false, _): self = .absent
        case .scalar("present", false, _): self = .present
        case .scalar(let text, _, let place):
            self = .equals(Template(node.isNothing ? "" : Escapes.resolve(text), place: place))
        case .list(let nodes, _): self = .oneOf(try Self.list(nodes))
        case .map:
            let map = try node.asMap(Self.keys)
            var parts: [TextPattern] = []
            for entry in map.entries { parts.append(try Self.rule(entry)) }
            self = parts.count == 1 ? parts[0] : .all(parts)
        }
    }

    private static func list(_ nodes: [Node]) throws(Diagnostic) -> [TextPattern] {
        var patterns: [TextPattern] = []
        for node in nodes { patterns.append(try TextPattern(node)) }
        return patterns
    }

    private static func rule(_ entry: Node.Entry) throws(Diagnostic) -> TextPattern {
        switch entry.key {
        case "one-of": return .oneOf(try list(entry.value.oneOrMore))
        case "all": return .all(try list(entry.value.oneOrMore))
        case "not": return .not(try TextPattern(entry.value))
        case "lines":
            var lines: [Template] = []
            for node in entry.value.oneOrMore { lines.append(try template(node)) }
            return .lines(lines)
        case "contains": return .contains(try template(entry.value))
        case "starts-with": return .startsWith(try template(entry.value))
        case "ends-with": return .endsWith(try template(entry.value))
        case "like": return .like(try template(entry.value))
        default: return .equals(try template(entry.value))
        }
    }

    private static func template(_ node: Node) throws(Diagnostic) -> Template {
        Template(Escapes.resolve(try node.string()), place: node.place)
    }

    /// Whether `values` are as the pattern says; none at all means absent.
    func matches(_ values: [String], _ scene: Scene) async throws -> Bool {
        switch self {
        case .absent: return values.isEmpty
        case .present: return !values.isEmpty
        case .not(let pattern): return try await !pattern.matches(values, scene)
        case .oneOf(let patterns):
            for pattern in patterns where try await pattern.matches(values, scene) { return true }
            return false
        case .all(let patterns):
            for pattern in patterns where try await !pattern.matches(values, scene) { return false }
            return true
        case .lines(let templates):
            guard templates.count == values.count else { return false }
            for (template, value) in zip(templates, values) {
                guard try await scene.alternatives(template).contains(value) else { return false }
            }
            return true
        case .equals(let template):
            guard !values.isEmpty else { return false }
            return try await scene.alternatives(template).contains(values.joined(separator: ", "))
        case .contains(let template): return try await any(values, template, scene) { ByteSearch.contains($0, $1) }
        case .startsWith(let template): return try await any(values, template, scene) { $0.hasPrefix($1) }
        case .endsWith(let template): return try await any(values, template, scene) { $0.hasSuffix($1) }
        case .like(let template): return try await any(values, template, scene) { Glob($1).matches($0) }
        }
    }

    private func any(
        _ values: [String], _ template: Template, _ scene: Scene, _ fits: (String, String) -> Bool
    ) async throws -> Bool {
        let wanted = try await scene.alternatives(template)
        return values.contains { value in wanted.contains { fits(value, $0) } }
    }

    /// The pattern in words, substitutions left as they are written.
    var inWords: String {
        switch self {
        case .equals(let template): "\"\(template.source)\""
        case .contains(let template): "something with \"\(template.source)\""
        case .startsWith(let template): "something that starts with \"\(template.source)\""
        case .endsWith(let template): "something that ends with \"\(template.source)\""
        case .like(let template): "something like \"\(template.source)\""
        case .present: "any value"
        case .absent: "none"
        case .oneOf(let patterns): patterns.map(\.inWords).joined(separator: " or ")
        case .all(let patterns): patterns.map(\.inWords).joined(separator: " and ")
        case .not(let pattern): "not \(pattern.inWords)"
        case .lines(let lines): "the lines \(lines.map { "\"\($0.source)\"" }.joined(separator: ", "))"
        }
    }
}
