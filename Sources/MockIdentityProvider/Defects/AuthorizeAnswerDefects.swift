// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Authorize answers that are good but for one parameter.
///
/// - Source: RFC 6749 §4.1.2 and §10.12; RFC 9207 §2.4 (`iss`).
enum AuthorizeAnswerDefects {
    static let all: [IdentityDefect] = [
        row("state-wrong", "The state is not the one that was sent.", "RFC 6749 §10.12") { $0["state"] = $1.stray },
        row("state-missing", "There is no state.", "RFC 6749 §4.1.2") { answer, _ in answer["state"] = nil },
        row("state-repeated", "The state comes twice, the second time a wrong one.", "RFC 6749 §3.1") {
            $0.parameters.append(("state", $1.stray))
        },
        row("code-missing", "There is neither code nor error.", "RFC 6749 §4.1.2") { answer, _ in
            answer["code"] = nil
        },
        row("code-empty", "The code is an empty string.", "RFC 6749 §3.1") { answer, _ in answer["code"] = "" },
        row("code-repeated", "The code comes twice, the second time a wrong one.", "RFC 6749 §3.1") {
            $0.parameters.append(("code", $1.stray))
        },
        row("code-unknown", "The code was never issued.", "RFC 6749 §5.2") { $0["code"] = $1.stray },
        row("code-and-error", "There are both a code and an error.", "RFC 6749 §4.1.2.1") { answer, _ in
            answer["error"] = "access_denied"
        },
        row("error-state-wrong", "There is an error, with a state that was not sent.", "RFC 6749 §4.1.2.1") {
            $0.refuse()
            $0["state"] = $1.stray
        },
        row("error-state-missing", "There is an error, and no state.", "RFC 6749 §4.1.2.1") { answer, _ in
            answer.refuse()
            answer["state"] = nil
        },
        row("response-iss-repeated", "The iss parameter comes twice, the second time a wrong one.", "RFC 6749 §3.1") {
            $0.parameters.append(("iss", $1.issuer + ".invalid"))
        },
        row("response-iss-wrong", "The iss parameter names another issuer.", "RFC 9207 §2.4") {
            $0["iss"] = $1.issuer + ".invalid"
        },
        row("response-iss-missing", "There is no iss parameter although discovery promises it.", "RFC 9207 §2.4") {
            answer, _ in answer["iss"] = nil
        },
    ]

    private static func row(
        _ name: String, _ summary: String, _ source: String,
        change: @escaping @Sendable (inout AuthorizeAnswer, DefectContext) -> Void
    ) -> IdentityDefect {
        IdentityDefect(name, summary, source: source, effect: .authorizeAnswer(change))
    }
}
