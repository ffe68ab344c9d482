// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// The ids by which a recorded tenant called its things, and those of the live one in their place.
///
/// - Shape: learnt from members called `id`, or with a name that ends so, and from `Location`, where both answers have
///   one at the same place; replaced wherever an id stands as a whole word.
struct DriftNames: Sendable {
    private var names: [String: String] = [:]

    /// A shorter text may be a word as well as an id.
    private static let shortest = 8

    /// Takes the ids of two answers to the same request.
    mutating func learn(_ live: DriftAnswer, from recorded: DriftAnswer) {
        if let then = recorded.head?.headers.first("Location"), let now = live.head?.headers.first("Location") {
            let (before, after) = (Self.words(then), Self.words(now))
            if before.count == after.count { for (then, now) in zip(before, after) { learn(now, from: then) } }
        }
        guard let then = JSONText.value(recorded.body.readableBytesView),
            let now = JSONText.value(live.body.readableBytesView)
        else { return }
        learn(now, from: then, named: "")
    }

    /// A text with the ids of now.
    func renamed(_ text: String) -> String {
        guard !names.isEmpty else { return text }
        return String(octets: renamed(text.octets))
    }

    /// A text with the ids of now.
    func renamed(_ bytes: [UInt8]) -> [UInt8] {
        guard !names.isEmpty else { return bytes }
        var renamed: [UInt8] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let word = rest.prefix(while: Self.isOfWord)
            renamed += names[String(decoding: word, as: UTF8.self)]?.utf8.map { $0 } ?? Array(word)
            rest = rest[word.endIndex...]
            let gap = rest.prefix { !Self.isOfWord($0) }
            renamed += gap
            rest = rest[gap.endIndex...]
        }
        return renamed
    }

    private mutating func learn(_ live: JSONValue, from recorded: JSONValue, named name: String) {
        switch (recorded, live) {
        case (.object(let then), .object(let now)):
            for member in then {
                if let value = now[member.name] { learn(value, from: member.value, named: member.name) }
            }
        case (.array(let then), .array(let now)):
            for (then, now) in zip(then, now) { learn(now, from: then, named: name) }
        case (.string(let then), .string(let now)) where name == "id" || name.hasSuffix("Id"):
            learn(now, from: then)
        default: break
        }
    }

    private mutating func learn(_ live: String, from recorded: String) {
        guard live != recorded, recorded.utf8.count >= Self.shortest, recorded.utf8.allSatisfy(Self.isOfWord) else {
            return
        }
        names[recorded] = live
    }

    private static func words(_ text: String) -> [String] {
        text.utf8.split { !isOfWord($0) }.map { String(decoding: $0, as: UTF8.self) }
    }

    private static func isOfWord(_ octet: UInt8) -> Bool {
        switch octet {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
