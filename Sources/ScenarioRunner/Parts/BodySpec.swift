// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// A body as a scenario writes it: text, JSON, bytes in hexadecimal, a form, or random bytes of some size.
struct BodySpec: Sendable, Hashable {
    static let keys = ["text", "json", "hex", "form", "random", "random-text"]

    private enum Content: Sendable, Hashable {
        case text(Template)
        case json(Node)
        case bytes([UInt8])
        case form([FieldTemplate])
        case random(Quantity)
        case randomText(Quantity)
    }

    private let content: Content

    init(_ node: Node) throws(Diagnostic) {
        guard case .map = node else {
            content = .text(Template(node.isNothing ? "" : Escapes.resolve(try node.string()), place: node.place))
            return
        }
        let map = try node.asMap(Self.keys)
        guard let entry = try map.one(among: Self.keys) else { throw Diagnostic(node.place, "the body is missing") }
        self = try BodySpec(entry)
    }

    /// Reads one of `keys` with its value.
    init(_ entry: Node.Entry) throws(Diagnostic) {
        let value = entry.value
        switch entry.key {
        case "json": content = .json(value)
        case "hex", "binary": content = .bytes(try value.hexBytes())
        case "form": content = .form(try FieldTemplate.list(value))
        case "random": content = .random(try Quantity(value))
        case "random-text": content = .randomText(try Quantity(value))
        default:
            content = .text(Template(value.isNothing ? "" : Escapes.resolve(try value.string()), place: value.place))
        }
    }

    /// The media type that goes with it unless the step names one.
    var mediaType: String {
        switch content {
        case .json: "application/json"
        case .form: "application/x-www-form-urlencoded"
        case .text, .randomText: "text/plain;charset=UTF-8"
        case .bytes, .random: "application/octet-stream"
        }
    }

    /// The bytes; random ones depend on the stage's seed and the step only.
    func bytes(_ scene: Scene) async throws -> [UInt8] {
        switch content {
        case .text(let template): return Array(try await scene.text(template).utf8)
        case .json(let node): return Array(try await JSONWriting.text(node, scene).utf8)
        case .bytes(let bytes): return bytes
        case .form(let fields):
            var pairs: [(String, String)] = []
            for field in fields { pairs.append((try await scene.text(field.name), try await scene.text(field.value))) }
            return Array(PercentEncoding.form(pairs).utf8)
        case .random(let count): return SeededBytes(scene).bytes(try scene.number(count))
        case .randomText(let count): return SeededBytes(scene).letters(try scene.number(count))
        }
    }
}

/// Writes a node as JSON: quoted text is a string, unquoted numbers, `true`, `false` and `null` are typed.
enum JSONWriting {
    static func text(_ node: Node, _ scene: Scene) async throws -> String {
        switch node {
        case .map(let entries, _):
            var members: [String] = []
            for entry in entries {
                members.append("\(JSONValue.string(entry.key).serialized()):\(try await text(entry.value, scene))")
            }
            return "{\(members.joined(separator: ","))}"
        case .list(let nodes, _):
            var values: [String] = []
            for node in nodes { values.append(try await text(node, scene)) }
            return "[\(values.joined(separator: ","))]"
        case .scalar(let text, let isQuoted, let place):
            if !isQuoted, node.isNothing { return "null" }
            if !isQuoted, text == "true" || text == "false" || Double(text) != nil { return text }
            return JSONValue.string(try await scene.text(Template(text, place: place))).serialized()
        }
    }
}

/// Bytes that look random and are the same in every run with the same seed.
struct SeededBytes {
    private let seed: UInt64

    init(_ scene: Scene) {
        var seed = scene.stage.facts.seed ^ 0x9E37_79B9_7F4A_7C15
        for byte in (scene.performance.scenario.id + scene.step.label + scene.actor).utf8 {
            seed = (seed ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        self.seed = seed
    }

    func bytes(_ count: Int) -> [UInt8] {
        var state = seed | 1
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
            for index in 0..<count {
                // Marsaglia's xorshift64: quick, and good enough for bytes that must only not repeat.
                state ^= state << 13
                state ^= state >> 7
                state ^= state << 17
                buffer[index] = UInt8(truncatingIfNeeded: state >> 32)
            }
            written = count
        }
    }

    func letters(_ count: Int) -> [UInt8] {
        bytes(count).map { 0x61 + $0 % 26 }
    }
}
