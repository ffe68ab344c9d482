// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Token endpoints that answer with something else than tokens.
///
/// - Source: RFC 6749 §5.1 and §5.2; OpenID Connect Core 1.0 §3.1.3.4.
enum TokenAnswerDefects {
    static let all: [IdentityDefect] = refusals + oddities

    private static let refusals: [IdentityDefect] = [
        refusal("token-400", 400, "invalid_grant", "The code is refused."),
        refusal("token-400-invalid-request", 400, "invalid_request", "The request is called malformed."),
        refusal("token-400-unauthorized-client", 400, "unauthorized_client", "The client may not use codes."),
        refusal("token-400-unsupported-grant-type", 400, "unsupported_grant_type", "Codes are not exchanged here."),
        refusal("token-400-invalid-scope", 400, "invalid_scope", "The scope is called unknown."),
        refusal("token-401", 401, "invalid_client", "The client is refused."),
        refusal("token-403", 403, "access_denied", "The user may not have tokens, as Auth0 says it."),
        refusal("token-429", 429, "too_many_requests", "The client is asked to wait, as Auth0 says it."),
        refusal("token-500", 500, "server_error", "The endpoint failed."),
        refusal("token-503", 503, "temporarily_unavailable", "The endpoint is down for now."),
        refusal("token-200-error", 200, "invalid_grant", "The refusal comes with status 200."),
    ]

    private static let oddities: [IdentityDefect] = [
        row("token-not-json", "The answer is called JSON and is cut in the middle.") { answer in
            answer.body = Array(answer.body.prefix(answer.body.count / 2))
        },
        row("token-html", "The answer is a page with status 200.") { answer in
            answer = .page(HTML.page(title: "Bad gateway", body: "<p>Try again later.</p>"))
        },
        row("token-502-html", "The answer is a gateway's page with status 502.") { answer in
            answer = .page(HTML.page(title: "Bad gateway", body: "<p>Try again later.</p>"), status: 502)
        },
        row("token-text-plain", "The tokens are right, and called plain text.", .chooses) { answer in
            answer.headers.set("Content-Type", "text/plain")
        },
        row("token-empty", "The answer has status 200 and no body.") { answer in answer.body = [] },
        row("token-json-array", "The answer is a JSON array.") { answer in answer.body = Array("[]".utf8) },
        row("token-redirect", "The answer is a redirect, which a back channel must not follow.") { answer in
            answer = .redirect(to: "https://elsewhere.invalid/token")
        },
        row("token-huge", "The answer is four megabytes of JSON string before the tokens.", .chooses) { answer in
            answer.pad()
        },
        IdentityDefect(
            "token-slow", "The tokens come three seconds late.", source: rule, duty: .chooses,
            effect: .delay(of: .tokenAnswer, .seconds(3))),
    ]

    private static let rule = "RFC 6749 §5.1, §5.2; OpenID Connect Core 1.0 §3.1.3.3, §3.1.3.4"

    private static func row(
        _ name: String, _ summary: String, _ duty: RelyingPartyDuty = .refuses,
        change: @escaping @Sendable (inout IdentityAnswer) -> Void
    ) -> IdentityDefect {
        IdentityDefect(name, summary, source: rule, duty: duty, effect: .answer(of: .tokenAnswer, change))
    }

    private static func refusal(_ name: String, _ status: Int, _ error: String, _ summary: String) -> IdentityDefect {
        row(name, summary) { answer in
            let refusal = OAuthRefusal(error: error, "Scripted by the harness.")
            answer = .json(refusal.document, status: status)
        }
    }
}
