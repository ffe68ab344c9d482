// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Key sets in which the right key is hard or impossible to find.
///
/// - Source: RFC 7517 §4.5 (`kid`) and §5 (keys of unknown kinds and incomplete ones SHOULD be ignored); OpenID Connect Core 1.0 §10.1.1.
enum KeySetDefects {
    static let all: [IdentityDefect] = documents + answers

    private static let documents: [IdentityDefect] = [
        row("jwks-empty", "The key set has no keys.") { document, _ in document["keys"] = .array([]) },
        row("jwks-missing-keys", "The document has no member keys.") { document, _ in document["keys"] = nil },
        row("jwks-without-current-key", "The key that signs is not in the set.") { document, context in
            document["keys"] = .array(
                keys(of: document).filter { !context.currentKeyIDs.contains($0["kid"]?.stringValue ?? "") })
        },
        row("jwks-without-kid", "No key has an id, and the token names one.", .chooses) { document, _ in
            document["keys"] = .array(keys(of: document).map { without("kid", $0) })
        },
        row("jwks-duplicate-kid", "Another key has the same id and stands before the right one.", .chooses) {
            document, context in
            document["keys"] = .array(keys(of: document).flatMap { [altered($0, by: context.stray), $0] })
        },
        row("jwks-with-unusable-keys", "A key of an unknown kind stands before the right one.", .accepts) {
            let unknown = JSONObject([("kty", .string("XYZ")), ("kid", .string($1.stray))]).json
            $0["keys"] = .array([unknown] + keys(of: $0))
        },
        row("jwks-with-incomplete-key", "A key without its members stands before the right one.", .accepts) {
            let incomplete = JSONObject([("kty", .string("RSA")), ("kid", .string($1.stray))]).json
            $0["keys"] = .array([incomplete] + keys(of: $0))
        },
    ]

    private static let answers: [IdentityDefect] = [
        answer("jwks-500", "The endpoint failed.") { answer in answer = IdentityAnswer(500) },
        answer("jwks-not-json", "The answer is called JSON and is cut in the middle.") { answer in
            answer.body = Array(answer.body.prefix(answer.body.count / 2))
        },
        answer("jwks-html", "The answer is a page with status 200.") { answer in
            answer = .page(HTML.page(title: "Bad gateway", body: "<p>Try again later.</p>"))
        },
        answer("jwks-huge", "The answer is four megabytes of JSON string before the keys.", .chooses) { answer in
            answer.pad()
        },
        IdentityDefect(
            "jwks-slow", "The key set comes three seconds late.", source: rule, duty: .chooses,
            effect: .delay(of: .keySet, .seconds(3))),
    ]

    private static let rule = "RFC 7517 §5; OpenID Connect Core 1.0 §10.1.1"

    private static func keys(of document: JSONObject) -> [JSONValue] {
        guard case .array(let keys)? = document["keys"] else { return [] }
        return keys
    }

    private static func without(_ name: String, _ key: JSONValue) -> JSONValue {
        guard case .object(let object) = key else { return key }
        return .object(JSONObject(object.filter { $0.name != name }))
    }

    /// A key of the same kind and size with another public half.
    private static func altered(_ key: JSONValue, by stray: String) -> JSONValue {
        guard case .object(var object) = key else { return key }
        let name = object["n"] == nil ? "x" : "n"
        let half = object[name]?.stringValue ?? ""
        object[name] = .string(half.prefix(8) + stray + half.dropFirst(8 + stray.count))
        return .object(object)
    }

    private static func row(
        _ name: String, _ summary: String, _ duty: RelyingPartyDuty = .refuses,
        change: @escaping @Sendable (inout JSONObject, DefectContext) -> Void
    ) -> IdentityDefect {
        IdentityDefect(name, summary, source: rule, duty: duty, effect: .keySet(change))
    }

    private static func answer(
        _ name: String, _ summary: String, _ duty: RelyingPartyDuty = .refuses,
        change: @escaping @Sendable (inout IdentityAnswer) -> Void
    ) -> IdentityDefect {
        IdentityDefect(name, summary, source: rule, duty: duty, effect: .answer(of: .keySet, change))
    }
}
