// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Key sets in which the right key is hard or impossible to find.
///
/// - Source: RFC 7517 §5; OpenID Connect Core 1.0 §10.1.1.
enum KeySetDefects {
    static let all: [IdentityDefect] = [
        row("jwks-empty", "The key set has no keys.") { document, _ in document["keys"] = .array([]) },
        row("jwks-missing-keys", "The document has no member keys.") { document, _ in document["keys"] = nil },
        row("jwks-without-current-key", "The key that signs is not in the set.") { document, context in
            document["keys"] = .array(
                keys(of: document).filter { !context.currentKeyIDs.contains($0["kid"]?.stringValue ?? "") })
        },
        row("jwks-without-kid", "No key has an id.") { document, _ in
            document["keys"] = .array(keys(of: document).map { without("kid", $0) })
        },
        row("jwks-with-unusable-keys", "Keys of unknown kinds stand before the right one: this is valid.") {
            let unusable = [
                JSONObject([("kty", .string("XYZ")), ("kid", .string($1.stray))]).json,
                JSONObject([("kty", .string("oct")), ("use", .string("enc"))]).json,
            ]
            $0["keys"] = .array(unusable + keys(of: $0))
        },
    ]

    private static func keys(of document: JSONObject) -> [JSONValue] {
        guard case .array(let keys)? = document["keys"] else { return [] }
        return keys
    }

    private static func without(_ name: String, _ key: JSONValue) -> JSONValue {
        guard case .object(let object) = key else { return key }
        return .object(JSONObject(object.filter { $0.name != name }))
    }

    private static func row(
        _ name: String, _ summary: String, change: @escaping @Sendable (inout JSONObject, DefectContext) -> Void
    ) -> IdentityDefect {
        IdentityDefect(
            name, summary, source: "RFC 7517 §5; OpenID Connect Core 1.0 §10.1.1",
            testModule: name == "jwks-with-unusable-keys" ? "oidcc-client-test-discovery-jwks-uri-keys" : nil,
            effect: .keySet(change))
    }
}
