// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// A whole WebSocket message.
struct WitnessedMessage: Sendable, Hashable {
    let isText: Bool
    let payload: [UInt8]

    /// The message in words.
    var inWords: String {
        let body = BodyPattern.describe(WitnessedBody(payload))
        return "\(isText ? "text" : "binary") of \(body)"
    }

    /// Joins the fragments of one direction to messages; control frames are no messages (RFC 6455 §5.4).
    static func list(_ socket: WitnessedSocket?, fromClient: Bool) -> [WitnessedMessage] {
        var messages: [WitnessedMessage] = []
        var payload: [UInt8] = []
        var isText = false
        for frame in socket?.frames ?? [] where frame.fromClient == fromClient && frame.opcode < 8 {
            if frame.opcode != 0 {
                isText = frame.opcode == 1
                payload = frame.payload
            } else {
                payload += frame.payload
            }
            if frame.fin { messages.append(WitnessedMessage(isText: isText, payload: payload)) }
        }
        return messages
    }

    /// The engine's greeting, which the tenant sends by itself after the upgrade.
    var isGreeting: Bool { isText && ByteSearch.contains(payload, Array(#""method":"OnConnected""#.utf8)) }
}

/// What a message must be.
enum MessagePattern: Sendable {
    static let keys = ["text", "binary", "json", "random", "random-text", "length"]

    case exactly(BodySpec, isText: Bool)
    case text(TextPattern)
    case json(JSONPattern)
    case length(Int)

    init(_ node: Node) throws(Diagnostic) {
        guard case .map = node else {
            self = .text(try TextPattern(node))
            return
        }
        let map = try node.asMap(Self.keys)
        guard let entry = try map.one(among: Self.keys) else { throw Diagnostic(node.place, "the message is missing") }
        switch entry.key {
        case "text": self = .text(try TextPattern(entry.value))
        case "json": self = .json(JSONPattern(node: entry.value))
        case "length": self = .length(try entry.value.size())
        default: self = .exactly(try BodySpec(entry), isText: entry.key == "random-text")
        }
    }

    static func list(_ node: Node) throws(Diagnostic) -> [MessagePattern] {
        var list: [MessagePattern] = []
        for member in node.oneOrMore { list.append(try MessagePattern(member)) }
        return list
    }

    /// Whether the message is as it must be.
    func matches(_ message: WitnessedMessage, _ scene: Scene) async throws -> Bool {
        switch self {
        case .exactly(let body, let isText):
            guard message.isText == isText else { return false }
            return try await body.bytes(scene) == message.payload
        case .text(let pattern):
            guard message.isText else { return false }
            return try await pattern.matches([String(decoding: message.payload, as: UTF8.self)], scene)
        case .json(let pattern):
            guard message.isText, let value = JSONExpectation.parse(WitnessedBody(message.payload)) else {
                return false
            }
            return try await pattern.mismatch(value, scene) == nil
        case .length(let length):
            return message.payload.count == length
        }
    }

    /// The pattern in words.
    var inWords: String {
        switch self {
        case .exactly(_, let isText): isText ? "that text" : "those bytes"
        case .text(let pattern): "text \(pattern.inWords)"
        case .json(let pattern): "JSON \(JSONExpectation.text(pattern.node))"
        case .length(let length): "\(length) bytes"
        }
    }
}
