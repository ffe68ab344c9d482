// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// A JSON value of which part is written down: named members must be there, a list is exactly these.
///
/// Quoted text is a string; unquoted numbers, `true`, `false` and `null` are typed; `absent` is no member.
struct JSONPattern: Sendable, Hashable {
    let node: Node

    /// What does not fit, as a sentence, nil if all does.
    func mismatch(_ value: JSONValue, _ scene: Scene) async throws -> String? {
        try await mismatch(node, value, path: "$", scene)
    }

    private func mismatch(_ node: Node, _ value: JSONValue?, path: String, _ scene: Scene) async throws -> String? {
        if case .scalar("absent", false, _) = node {
            return value.map { "\(path) is \($0.serialized())" }
        }
        guard let value else { return "\(path) is missing" }
        switch node {
        case .map(let entries, _):
            guard let object = value.objectValue else { return "\(path) is \(value.serialized())" }
            for entry in entries {
                let inner = "\(path).\(entry.key)"
                if let problem = try await mismatch(entry.value, object[entry.key], path: inner, scene) {
                    return problem
                }
            }
            return nil
        case .list(let nodes, _):
            guard let array = value.arrayValue, array.count == nodes.count else {
                return "\(path) is \(value.serialized())"
            }
            for (index, node) in nodes.enumerated() {
                let inner = "\(path).\(index)"
                if let problem = try await mismatch(node, array[index], path: inner, scene) { return problem }
            }
            return nil
        case .scalar(let text, let isQuoted, let place):
            let wanted = try await scene.alternatives(Template(text, place: place))
            if wanted.contains(where: { fits(value, $0, isQuoted: isQuoted) }) { return nil }
            return "\(path) is \(value.serialized())"
        }
    }

    private func fits(_ value: JSONValue, _ text: String, isQuoted: Bool) -> Bool {
        switch value {
        case .string(let string): string == text
        case .null: !isQuoted && ["null", "~", ""].contains(text)
        case .bool(let bool): !isQuoted && text == (bool ? "true" : "false")
        case .number(let literal): !isQuoted && (literal == text || value.doubleValue == Double(text))
        default: false
        }
    }

    /// The value at a path such as `data.0.id`, nil if there is none.
    static func value(at path: String, in value: JSONValue) -> JSONValue? {
        var current: JSONValue? = value
        for step in path.split(separator: ".") {
            if let index = Int(step), current?.arrayValue != nil {
                current = current?[index]
            } else {
                current = current?[String(step)]
            }
        }
        return current
    }

    /// A JSON value as text: strings without quotes.
    static func text(_ value: JSONValue) -> String {
        value.stringValue ?? value.serialized()
    }
}
