// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// What `answers` and `delays` have in common for tenant and identity provider.
enum Scripting {
    /// The phrase that forgets all scripts.
    static let asUsual = "as usual"

    /// One scripted answer, or each of a list; nil for `as usual`.
    static func answers(_ node: Node, further: [String] = []) throws(Diagnostic) -> [AnswerSpec]? {
        if node.scalarText != nil {
            _ = try node.word("way to answer", among: [asUsual])
            return nil
        }
        var answers: [AnswerSpec] = []
        for member in node.oneOrMore {
            answers.append(try AnswerSpec(try member.asMap(AnswerSpec.selectors + AnswerSpec.actions + further)))
        }
        return answers
    }

    /// The object of `delays` as a scripted answer that only waits.
    static func delay(_ node: Node, places: [String: String]) throws(Diagnostic) -> ScriptedAnswer {
        let names = places.keys.sorted()
        let map = try node.asMap(["at", "by", "of", "method", "nth", "times"] + names)
        if let entry = try map.one(among: names) {
            return ScriptedAnswer(
                path: places[entry.key], user: try map["of"]?.string(), nth: try map["nth"]?.count(),
                times: try map["times"]?.count(), delay: try entry.value.duration(), action: .proceed)
        }
        return ScriptedAnswer(
            method: try map["method"]?.string(), path: try map["at"]?.string(), user: try map["of"]?.string(),
            nth: try map["nth"]?.count(), times: try map["times"]?.count(),
            delay: try map.required("by").duration(), action: .proceed)
    }

    /// The names and values of `sets`.
    static func switches(_ node: Node) throws(Diagnostic) -> [(name: String, value: Template)] {
        var switches: [(String, Template)] = []
        for entry in try node.asMap().entries {
            switches.append((entry.key, Template(try entry.value.string(), place: entry.value.place)))
        }
        return switches
    }
}
