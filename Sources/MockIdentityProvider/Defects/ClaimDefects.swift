// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// ID tokens with a right signature over wrong claims.
///
/// - Source: OpenID Connect Core 1.0 §2 (required claims) and §3.1.3.7 (validation, step in brackets).
enum ClaimDefects {
    static let all: [IdentityDefect] = identity + audience + time

    private static let identity: [IdentityDefect] = [
        row("nonce-invalid", "The nonce is not the one that was sent.", "(11)", "nonce-invalid") {
            $0.claims["nonce"] = .string($1.stray)
        },
        row("nonce-missing", "There is no nonce although one was sent.", "(11)") { draft, _ in
            draft.claims["nonce"] = nil
        },
        row("iss-invalid", "The issuer is another one.", "(2)", "invalid-iss") {
            $0.claims["iss"] = .string($1.issuer + ".invalid")
        },
        row("iss-trailing-slash", "The issuer has one slash too many at its end.", "(2)") {
            $0.claims["iss"] = .string($1.issuer + "/")
        },
        row("iss-missing", "There is no issuer.", "(2)") { draft, _ in draft.claims["iss"] = nil },
        row("sub-missing", "There is no subject.", "§2", "missing-sub") { draft, _ in draft.claims["sub"] = nil },
        row("sub-empty", "The subject is an empty string.", "§2") { draft, _ in draft.claims["sub"] = .string("") },
        row("sub-not-a-string", "The subject is a number.", "§2") { draft, _ in draft.claims["sub"] = .number("7") },
    ]

    private static let audience: [IdentityDefect] = [
        row("aud-invalid", "The audience is another client.", "(3)", "invalid-aud") {
            $0.claims["aud"] = .string($1.stray)
        },
        row("aud-missing", "There is no audience.", "(3)", "missing-aud") { draft, _ in draft.claims["aud"] = nil },
        row("aud-empty", "The audience is an empty array.", "(3)") { draft, _ in draft.claims["aud"] = .array([]) },
        row("aud-of-others", "The audience is an array of two other clients.", "(3)") {
            $0.claims["aud"] = .array([.string($1.stray), .string($1.issuer)])
        },
        row("aud-untrusted", "The audience names the client and a stranger, and no azp.", "(3), (4)") {
            $0.claims["aud"] = .array([$0.claims["aud"] ?? .null, .string($1.stray)])
        },
        row("aud-single-array", "The audience is an array with the client alone.", "§2", duty: .accepts) { draft, _ in
            draft.claims["aud"] = .array([draft.claims["aud"] ?? .null])
        },
        row(
            "aud-with-azp", "The audience names the client and a stranger, and azp the client.", "(3) to (5)",
            duty: .chooses
        ) {
            let own = $0.claims["aud"] ?? .null
            $0.claims["aud"] = .array([own, .string($1.stray)])
            $0.claims["azp"] = own
        },
        row("azp-invalid", "The authorized party is another client.", "(5)") {
            $0.claims["azp"] = .string($1.stray)
        },
        row("azp-present", "The authorized party is the client, which needs not be said.", "§2", duty: .accepts) {
            draft, _ in draft.claims["azp"] = draft.claims["aud"]
        },
    ]

    private static let time: [IdentityDefect] = [
        row("exp-past", "The token expired an hour ago.", "(9)") {
            $0.claims["iat"] = .number(String($1.now - 7_200))
            $0.claims["exp"] = .number(String($1.now - 3_600))
        },
        row("exp-missing", "There is no expiry.", "(9)") { draft, _ in draft.claims["exp"] = nil },
        row("exp-not-a-number", "The expiry is a string.", "(9)") { draft, _ in
            draft.claims["exp"] = .string("tomorrow")
        },
        row("iat-missing", "There is no time of issue.", "(10)", "missing-iat") { draft, _ in
            draft.claims["iat"] = nil
        },
        row("iat-future", "The token is issued in an hour.", "(10)") {
            $0.claims["iat"] = .number(String($1.now + 3_600))
            $0.claims["exp"] = .number(String($1.now + 7_200))
        },
        row("nbf-future", "The token is not valid before an hour has passed.", "RFC 7519 §4.1.5") {
            $0.claims["nbf"] = .number(String($1.now + 3_600))
        },
    ]

    private static func row(
        _ name: String, _ summary: String, _ rule: String, _ module: String? = nil,
        duty: RelyingPartyDuty = .refuses, change: @escaping @Sendable (inout TokenDraft, DefectContext) -> Void
    ) -> IdentityDefect {
        let place = rule.hasPrefix("(") ? "§3.1.3.7 \(rule)" : rule
        let source = place.hasPrefix("RFC") ? place : "OpenID Connect Core 1.0 \(place)"
        return IdentityDefect(
            name, summary, source: source, testModule: module.map { "oidcc-client-test-\($0)" }, duty: duty,
            effect: .idToken(change))
    }
}
