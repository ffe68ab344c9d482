// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// What a body must be.
enum BodyPattern: Sendable, Hashable {
    /// No bytes.
    case none
    /// The bytes that the acting user sent.
    case asSent
    /// The bytes that the tenant answered.
    case asAnswered
    /// These bytes.
    case bytes([UInt8])
    /// Text of some shape.
    case text(TextPattern)
    /// JSON of some shape.
    case json(JSONPattern)

    init(_ node: Node) throws(Diagnostic) {
        switch node {
        case .scalar("none", false, _): self = .none
        case .scalar("as-sent", false, _): self = .asSent
        case .scalar("as-answered", false, _): self = .asAnswered
        case .map(let entries, _) where entries.contains { $0.key == "json" }:
            self = .json(JSONPattern(node: try node.asMap(["json"]).required("json")))
        case .map(let entries, _) where entries.contains { $0.key == "hex" }:
            self = .bytes(try node.asMap(["hex"]).required("hex").hexBytes())
        default: self = .text(try TextPattern(node))
        }
    }

    /// What does not fit; `other` is the body to compare with for `as-sent` and `as-answered`.
    func mismatch(_ body: WitnessedBody, other: WitnessedBody?, _ scene: Scene) async throws -> Mismatch? {
        switch self {
        case .none:
            return body.count == 0 ? nil : Mismatch(expected: "no body", seen: Self.describe(body))
        case .asSent, .asAnswered:
            let whose = self == .asSent ? "the body as it was sent" : "the body as the tenant answered it"
            guard let other else { return Mismatch(expected: whose, seen: "nothing to compare with was witnessed") }
            if Self.areEqual(body, other) { return nil }
            return Mismatch(expected: "\(whose): \(Self.describe(other))", seen: Self.describe(body))
        case .bytes(let bytes):
            if body.prefix == bytes, body.count == bytes.count { return nil }
            return Mismatch(expected: Self.describe(WitnessedBody(bytes)), seen: Self.describe(body))
        case .text(let pattern):
            if try await pattern.matches([body.text], scene) { return nil }
            return Mismatch(expected: "body: \(pattern.inWords)", seen: Self.describe(body))
        case .json(let pattern):
            return try await JSONExpectation.mismatch(pattern, body, scene)
        }
    }

    /// Equal in length, in what is kept, and in digest where both have one.
    static func areEqual(_ one: WitnessedBody, _ other: WitnessedBody) -> Bool {
        one.count == other.count && one.prefix == other.prefix
            && (one.digest.isEmpty || other.digest.isEmpty || one.digest == other.digest)
    }

    /// A body in words: its length and how it begins.
    static func describe(_ body: WitnessedBody) -> String {
        guard body.count > 0 else { return "no body" }
        let start = body.prefix.prefix(200)
        if let text = String(validating: start, as: UTF8.self), !text.contains("\0") {
            return "\(body.count) bytes: \(text)\(body.count > 200 ? "…" : "")"
        }
        let hex = start.prefix(24).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }
        return "\(body.count) bytes: \(hex.joined(separator: " "))\(body.count > 24 ? " …" : "")"
    }
}

/// Reads a body as JSON and compares it.
enum JSONExpectation {
    static func mismatch(_ pattern: JSONPattern, _ body: WitnessedBody, _ scene: Scene) async throws -> Mismatch? {
        guard let value = parse(body) else { return Mismatch(expected: "JSON", seen: BodyPattern.describe(body)) }
        guard let problem = try await pattern.mismatch(value, scene) else { return nil }
        return Mismatch(expected: "JSON with \(text(pattern.node))", seen: problem)
    }

    static func parse(_ body: WitnessedBody) -> JSONValue? {
        do { return try JSONValue.parse(body.prefix) } catch { return nil }
    }

    /// The pattern as it could have been written on one line.
    static func text(_ node: Node) -> String {
        switch node {
        case .scalar(let text, let isQuoted, _): isQuoted ? "\"\(text)\"" : text
        case .list(let nodes, _): "[\(nodes.map(text).joined(separator: ", "))]"
        case .map(let entries, _): "{\(entries.map { "\($0.key): \(text($0.value))" }.joined(separator: ", "))}"
        }
    }
}
