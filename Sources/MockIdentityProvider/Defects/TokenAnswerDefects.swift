// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Token endpoints that answer with something else than tokens.
///
/// - Source: RFC 6749 §5.2; OpenID Connect Core 1.0 §3.1.3.4.
enum TokenAnswerDefects {
    static let all: [IdentityDefect] = [
        refusal("token-400", 400, "invalid_grant", "The code is refused."),
        refusal("token-401", 401, "invalid_client", "The client is refused."),
        refusal("token-403", 403, "access_denied", "The user may not have tokens, as Auth0 says it."),
        refusal("token-429", 429, "too_many_requests", "The client is asked to wait, as Auth0 says it."),
        refusal("token-500", 500, "server_error", "The endpoint failed."),
        refusal("token-503", 503, "temporarily_unavailable", "The endpoint is down for now."),
        row("token-not-json", "The answer is called JSON and is cut in the middle.") { answer in
            answer.body = Array(answer.body.prefix(answer.body.count / 2))
        },
        row("token-html", "The answer is a page with status 200.") { answer in
            answer = .page(HTML.page(title: "Bad gateway", body: "<p>Try again later.</p>"))
        },
        row("token-empty", "The answer has status 200 and no body.") { answer in answer.body = [] },
        row("token-json-array", "The answer is a JSON array.") { answer in answer.body = Array("[]".utf8) },
        row("token-redirect", "The answer is a redirect, which a back channel must not follow.") { answer in
            answer = .redirect(to: "https://elsewhere.invalid/token")
        },
        row("token-huge", "The answer is four megabytes of JSON string before the tokens.") { answer in
            let padding = Array(#"{"padding":""#.utf8) + Array(repeating: UInt8(ascii: "x"), count: 4 << 20)
            answer.body = padding + Array(#"","#.utf8) + answer.body.dropFirst()
        },
    ]

    private static func row(
        _ name: String, _ summary: String, change: @escaping @Sendable (inout IdentityAnswer) -> Void
    ) -> IdentityDefect {
        IdentityDefect(
            name, summary, source: "RFC 6749 §5.2; OpenID Connect Core 1.0 §3.1.3.4", effect: .tokenAnswer(change))
    }

    private static func refusal(_ name: String, _ status: Int, _ error: String, _ summary: String) -> IdentityDefect {
        row(name, summary) { answer in
            let refusal = OAuthRefusal(error: error, "Scripted by the harness.")
            answer = .json(refusal.document, status: status)
        }
    }
}
