// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Which messages must have arrived on a socket: exactly these in order, so many, or one that contains something.
struct MessageClaim: Sendable {
    static let keys = ["messages", "numbered", "count", "contains", "within", "skip-greeting"]

    private enum Wanted: Sendable {
        case exactly([MessagePattern])
        case numbered(Int)
        case count(CountPattern)
        case containing([MessagePattern])
    }

    private let wanted: Wanted
    private let skipsGreeting: Bool
    /// How long the messages may take.
    let within: Duration

    init(_ node: Node, further: [String]) throws(Diagnostic) {
        guard case .map = node else {
            wanted = .exactly(try MessagePattern.list(node))
            within = Scene.socketPatience
            skipsGreeting = false
            return
        }
        let map = try node.asMap(Self.keys + further)
        within = try map["within"]?.duration() ?? Scene.socketPatience
        skipsGreeting = try map["skip-greeting"]?.bool() ?? (map["messages"] == nil)
        guard let entry = try map.one(among: ["messages", "numbered", "count", "contains"]) else {
            throw Diagnostic(node.place, "expected messages, numbered, count or contains")
        }
        switch entry.key {
        case "messages": wanted = .exactly(try MessagePattern.list(entry.value))
        case "numbered": wanted = .numbered(try entry.value.count())
        case "count": wanted = .count(try CountPattern(entry.value))
        default: wanted = .containing(try MessagePattern.list(entry.value))
        }
    }

    /// What does not hold of the messages so far.
    func look(_ all: [WitnessedMessage], _ exchange: WitnessedExchange?, _ scene: Scene) async throws -> Sighting {
        let messages = skipsGreeting && all.first?.isGreeting == true ? Array(all.dropFirst()) : all
        let (mismatch, isFinal): (Mismatch?, Bool)
        switch wanted {
        case .exactly(let patterns): (mismatch, isFinal) = try await exactly(patterns, messages, scene)
        case .numbered(let count): (mismatch, isFinal) = Self.numbered(count, messages)
        case .count(let count):
            let problem = Mismatch(expected: "\(count.inWords) messages", seen: "\(messages.count)")
            mismatch = count.range.contains(messages.count) ? nil : problem
            isFinal = messages.count > count.range.upperBound
        case .containing(let patterns): (mismatch, isFinal) = try await containing(patterns, messages, scene)
        }
        guard let mismatch else { return .fulfilled }
        return Sighting(mismatches: [mismatch], exchanges: exchange.map { [$0] } ?? [], isFinal: isFinal)
    }

    private func exactly(
        _ patterns: [MessagePattern], _ messages: [WitnessedMessage], _ scene: Scene
    ) async throws -> (Mismatch?, Bool) {
        for (index, pattern) in patterns.enumerated() {
            let expected = "message \(index + 1): \(pattern.inWords)"
            guard index < messages.count else { return (Mismatch(expected: expected, seen: "nothing"), false) }
            if try await !pattern.matches(messages[index], scene) {
                return (Mismatch(expected: expected, seen: messages[index].inWords), true)
            }
        }
        guard messages.count > patterns.count else { return (nil, false) }
        let extra = messages[patterns.count].inWords
        return (Mismatch(expected: "\(patterns.count) messages", seen: "one more: \(extra)"), true)
    }

    /// The messages `1`, `2`, … up to `count`, in this order.
    private static func numbered(_ count: Int, _ messages: [WitnessedMessage]) -> (Mismatch?, Bool) {
        for (index, message) in messages.enumerated() where message.payload != Array(String(index + 1).utf8) {
            return (Mismatch(expected: "message \(index + 1) to be \"\(index + 1)\"", seen: message.inWords), true)
        }
        if messages.count == count { return (nil, false) }
        let seen = "\(messages.count)"
        return (Mismatch(expected: "\(count) numbered messages", seen: seen), messages.count > count)
    }

    private func containing(
        _ patterns: [MessagePattern], _ messages: [WitnessedMessage], _ scene: Scene
    ) async throws -> (Mismatch?, Bool) {
        for pattern in patterns {
            var isFound = false
            for message in messages where try await pattern.matches(message, scene) { isFound = true }
            if !isFound {
                let seen = "\(messages.count) others"
                return (Mismatch(expected: "a message: \(pattern.inWords)", seen: seen), false)
            }
        }
        return (nil, false)
    }
}
