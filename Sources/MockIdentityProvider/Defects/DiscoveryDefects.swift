// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Discovery documents that must not be believed, or cannot be used.
///
/// - Source: OpenID Connect Discovery 1.0 §3 (required members) and §4.3 (`issuer` must be exactly the one asked for).
enum DiscoveryDefects {
    static let all: [IdentityDefect] = documents + answers

    private static let documents: [IdentityDefect] = [
        row("discovery-issuer-differs", "The document is of another issuer.", "discovery-issuer-mismatch") {
            $0["issuer"] = .string($1.issuer + ".invalid")
        },
        row("discovery-issuer-trailing-slash", "The issuer has one slash too many at its end.") {
            $0["issuer"] = .string($1.issuer + "/")
        },
        row("discovery-issuer-missing", "The document names no issuer.") { document, _ in document["issuer"] = nil },
        row("discovery-jwks-uri-missing", "The document says nothing about keys.") { document, _ in
            document["jwks_uri"] = nil
        },
        row("discovery-token-endpoint-missing", "The document names no token endpoint.") { document, _ in
            document["token_endpoint"] = nil
        },
        row("discovery-endpoints-elsewhere", "The endpoints are on a host that cannot be reached.") { document, _ in
            for name in ["authorization_endpoint", "token_endpoint", "jwks_uri"] {
                document[name] = .string("https://elsewhere.invalid/\(name)")
            }
        },
    ]

    private static let answers: [IdentityDefect] = [
        answer("discovery-404", "There is no document.") { answer in answer = IdentityAnswer(404) },
        answer("discovery-500", "The endpoint failed.") { answer in answer = IdentityAnswer(500) },
        answer("discovery-not-json", "The document is called JSON and is cut in the middle.") { answer in
            answer.body = Array(answer.body.prefix(answer.body.count / 2))
        },
    ]

    private static let rule = "OpenID Connect Discovery 1.0 §3, §4.3"

    private static func row(
        _ name: String, _ summary: String, _ module: String? = nil,
        change: @escaping @Sendable (inout JSONObject, DefectContext) -> Void
    ) -> IdentityDefect {
        IdentityDefect(
            name, summary, source: rule, testModule: module.map { "oidcc-client-test-\($0)" },
            effect: .discovery(change))
    }

    private static func answer(
        _ name: String, _ summary: String, change: @escaping @Sendable (inout IdentityAnswer) -> Void
    ) -> IdentityDefect {
        IdentityDefect(name, summary, source: rule, effect: .answer(of: .discovery, change))
    }
}
