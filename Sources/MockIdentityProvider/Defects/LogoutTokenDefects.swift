// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Logout tokens that a relying party must refuse.
///
/// - Source: OpenID Connect Back-Channel Logout 1.0 §2.4 and §2.6.
enum LogoutTokenDefects {
    static let all: [IdentityDefect] = signature + claims + valid

    private static let signature: [IdentityDefect] = [
        row("logout-alg-none", "The token is not signed and says so.", "alg-none") { draft, _ in
            draft.header["alg"] = .string("none")
            draft.seal = .empty
        },
        row("logout-alg-wrong", "The token is signed by HMAC with the public key.", "wrong-alg") { draft, _ in
            draft.header["alg"] = .string("HS256")
            draft.seal = .publicKeyAsSecret
        },
        row("logout-signature-invalid", "One octet of the signature is wrong.") { draft, _ in
            draft.seal = .altered
        },
        row("logout-signature-by-stranger", "A key signed that is published nowhere.") { draft, _ in
            draft.seal = .strangerKey
        },
    ]

    private static let claims: [IdentityDefect] = [
        row("logout-iss-invalid", "The issuer is another one.", "wrong-iss") {
            $0.claims["iss"] = .string($1.issuer + ".invalid")
        },
        row("logout-iss-missing", "There is no issuer.") { draft, _ in draft.claims["iss"] = nil },
        row("logout-aud-invalid", "The audience is another client.", "wrong-aud") {
            $0.claims["aud"] = .string($1.stray)
        },
        row("logout-aud-missing", "There is no audience.") { draft, _ in draft.claims["aud"] = nil },
        row("logout-events-missing", "There are no events.", "no-event") { draft, _ in
            draft.claims["events"] = nil
        },
        row("logout-events-wrong", "The event is another one.", "wrong-event") { draft, _ in
            draft.claims["events"] = JSONObject([("http://schemas.example/event", JSONObject().json)]).json
        },
        row("logout-event-not-an-object", "The value of the event is a string.") { draft, _ in
            draft.claims["events"] = JSONObject([(LogoutTokenIssue.event, .string("yes"))]).json
        },
        row("logout-with-nonce", "There is a nonce, which makes it look like an ID token.", "with-nonce") {
            $0.claims["nonce"] = .string($1.stray)
        },
        row("logout-exp-past", "The token expired an hour ago.") {
            $0.claims["iat"] = .number(String($1.now - 7_200))
            $0.claims["exp"] = .number(String($1.now - 3_600))
        },
        row("logout-exp-missing", "There is no expiry.") { draft, _ in draft.claims["exp"] = nil },
        row("logout-iat-missing", "There is no time of issue.") { draft, _ in draft.claims["iat"] = nil },
        row("logout-jti-missing", "There is no token id, so a replay cannot be told.") { draft, _ in
            draft.claims["jti"] = nil
        },
        row("logout-sub-and-sid-missing", "Neither a subject nor a session is named.") { draft, _ in
            draft.claims["sub"] = nil
            draft.claims["sid"] = nil
        },
    ]

    private static let valid: [IdentityDefect] = [
        row("logout-jti-repeated", "Every token has the same id, so that the second is a replay.", nil, .chooses) {
            draft, _ in draft.claims["jti"] = .string("the-same-every-time")
        },
        row("logout-typ-missing", "The header does not say that this is a logout token.", nil, .accepts) {
            draft, _ in draft.header["typ"] = nil
        },
        row("logout-sid-missing", "Only the subject is named.", nil, .accepts) { draft, _ in
            draft.claims["sid"] = nil
        },
        row("logout-sub-missing", "Only the session is named.", nil, .accepts) { draft, _ in
            draft.claims["sub"] = nil
        },
    ]

    private static func row(
        _ name: String, _ summary: String, _ module: String? = nil, _ duty: RelyingPartyDuty = .refuses,
        change: @escaping @Sendable (inout TokenDraft, DefectContext) -> Void
    ) -> IdentityDefect {
        IdentityDefect(
            name, summary, source: "OpenID Connect Back-Channel Logout 1.0 §2.4, §2.6",
            testModule: module.map { "oidcc-client-test-rp-backchannel-rpinitlogout-\($0)" }, duty: duty,
            effect: .logoutToken(change))
    }
}
