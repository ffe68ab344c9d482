// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// The messages of a server on one socket, taken together by what they are: the answers to each method, and each kind of
/// push.
struct DriftMessages {
    /// What was said of one kind.
    private(set) var kinds: [String: [JSONValue]] = [:]
    /// Whether a method was answered with a result, with an error, or with both in turn.
    private(set) var outcomes: [String: String] = [:]

    /// Sorts the messages of an answer.
    init(_ answer: DriftAnswer) {
        var ends: [String: Set<String>] = [:]
        for message in answer.messages {
            guard let value = JSONText.value(message.readableBytesView) else { continue }
            let kind = Self.kind(value, answer.asked)
            kinds[kind, default: []].append(value["result"] ?? value["error"] ?? value["params"] ?? value)
            guard value["method"] == nil else { continue }
            ends[kind, default: []].insert(value["error"] == nil ? "result" : "error")
        }
        outcomes = ends.mapValues { $0.sorted().joined(separator: " or ") }
    }

    private static func kind(_ message: JSONValue, _ asked: [String: String]) -> String {
        if let method = message["method"]?.stringValue { return method }
        guard let id = message["id"], !id.isNull else { return message["error"] == nil ? "push" : "refusal" }
        return asked[id.serialized()] ?? "answer"
    }
}
