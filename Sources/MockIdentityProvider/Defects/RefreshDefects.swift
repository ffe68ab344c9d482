// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Answers to a refresh token that are about somebody else, that lack something, or that refuse.
///
/// - Source: OpenID Connect Core 1.0 §12.2 (what the new ID token must have in common with the old one); RFC 6749 §6
///   and §5.2.
enum RefreshDefects {
    static let all: [IdentityDefect] = tokens + documents + refusals

    private static let tokens: [IdentityDefect] = [
        token("refresh-iss-differs", "The issuer is another one.", "refresh-token-invalid-issuer") {
            $0.claims["iss"] = .string($1.issuer + ".invalid")
        },
        token("refresh-sub-differs", "The subject is another one.", "refresh-token-invalid-sub") {
            $0.claims["sub"] = .string($1.stray)
        },
        token("refresh-aud-differs", "The audience is another client.") { $0.claims["aud"] = .string($1.stray) },
        token("refresh-azp-differs", "An authorized party appears that was not there.") {
            $0.claims["azp"] = .string($1.stray)
        },
        token("refresh-auth-time-differs", "The user is said to have signed in an hour ago.") {
            $0.claims["auth_time"] = .number(String($1.now - 3_600))
        },
        token("refresh-nonce-differs", "There is a nonce, and not the one of the sign-in.") {
            $0.claims["nonce"] = .string($1.stray)
        },
        token("refresh-signature-invalid", "One octet of the signature is wrong.") { draft, _ in
            draft.seal = .altered
        },
    ]

    private static let documents: [IdentityDefect] = [
        document("refresh-id-token-missing", "There is no new ID token.", core, .accepts) { document, _ in
            document["id_token"] = nil
        },
        document("refresh-not-rotated", "There is no new refresh token.", "RFC 6749 §6", .accepts) { document, _ in
            document["refresh_token"] = nil
        },
        document("refresh-access-token-missing", "There is no new access token.", "RFC 6749 §5.1", .refuses) {
            document, _ in document["access_token"] = nil
        },
        IdentityDefect(
            "refresh-token-missing", "There is no refresh token although offline access was granted.",
            source: "OpenID Connect Core 1.0 §11", duty: .accepts,
            effect: .tokenDocument { document, _ in document["refresh_token"] = nil }),
    ]

    private static let refusals: [IdentityDefect] = [
        refusal("refresh-refused", "invalid_grant", "The refresh token is refused, as after a rotation that was lost."),
        refusal("refresh-unauthorized-client", "unauthorized_client", "The client may not refresh."),
        refusal("refresh-invalid-scope", "invalid_scope", "The scope is called wider than what was granted."),
    ]

    private static let core = "OpenID Connect Core 1.0 §12.2"

    private static func token(
        _ name: String, _ summary: String, _ module: String? = nil,
        change: @escaping @Sendable (inout TokenDraft, DefectContext) -> Void
    ) -> IdentityDefect {
        IdentityDefect(
            name, summary, source: core, testModule: module.map { "oidcc-client-test-\($0)" },
            effect: .refreshedIDToken(change))
    }

    private static func document(
        _ name: String, _ summary: String, _ source: String, _ duty: RelyingPartyDuty,
        change: @escaping @Sendable (inout JSONObject, DefectContext) -> Void
    ) -> IdentityDefect {
        IdentityDefect(name, summary, source: source, duty: duty, effect: .refreshDocument(change))
    }

    private static func refusal(_ name: String, _ error: String, _ summary: String) -> IdentityDefect {
        IdentityDefect(
            name, summary, source: "RFC 6749 §5.2",
            effect: .refreshError(OAuthRefusal(error: error, "Scripted by the harness.")))
    }
}
