// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// ID tokens with right claims under a wrong signature or header.
///
/// - Source: OpenID Connect Core 1.0 §3.1.3.7 (6) to (8) and §10.1; RFC 8725 §2.1, §3.1, §3.2; RFC 7515 §4.1.11.
enum SignatureDefects {
    static let all: [IdentityDefect] = [
        row("signature-invalid", "One octet of the signature is wrong.", "§3.1.3.7 (6)", "invalid-sig-rs256") {
            draft, _ in draft.seal = .altered
        },
        row(
            "signature-invalid-es256", "The token is signed by ES256, and one octet of the signature is wrong.",
            "§3.1.3.7 (6)", "invalid-sig-es256"
        ) { draft, _ in
            draft.algorithm = .es256
            draft.seal = .altered
        },
        row("signature-empty", "The part after the last dot is empty.", "§3.1.3.7 (6)") { draft, _ in
            draft.seal = .empty
        },
        row(
            "signature-by-stranger", "A key that is published nowhere signed under the kid of a known one.",
            "§3.1.3.7 (6)"
        ) { draft, _ in draft.seal = .strangerKey },
        row(
            "signature-by-enclosed-key", "The key that signed is published nowhere but in the header, as jwk.",
            "§3.1.3.7 (6); RFC 8725 §3.5"
        ) { draft, _ in
            // Of the algorithm with the smaller keys, so that the header is not refused for its size.
            draft.algorithm = .es256
            draft.seal = .enclosedKey
        },
        row(
            "alg-none", "The header says that there is no signature, and there is none.", "§3.1.3.7 (7)",
            "idtoken-sig-none"
        ) { draft, _ in
            draft.header["alg"] = .string("none")
            draft.header["kid"] = nil
            draft.seal = .empty
        },
        row("hs256-with-public-key", "HMAC with the published public key as its secret.", "§3.1.3.7 (7)") {
            draft, _ in
            draft.header["alg"] = .string("HS256")
            draft.seal = .publicKeyAsSecret
        },
        row(
            "hs256-with-wrong-secret", "HMAC with a secret that the client never had.", "§3.1.3.7 (8)",
            "invalid-sig-hs256"
        ) { draft, context in
            draft.header["alg"] = .string("HS256")
            draft.header["kid"] = nil
            draft.seal = .secret(context.stray)
        },
        row("crit-unknown", "The header has a critical extension that nobody knows.", "§2; RFC 7515 §4.1.11") {
            draft, _ in
            draft.header["crit"] = .array([.string("x-unknown")])
            draft.header["x-unknown"] = .bool(true)
        },
    ]

    private static func row(
        _ name: String, _ summary: String, _ rule: String, _ module: String? = nil,
        change: @escaping @Sendable (inout TokenDraft, DefectContext) -> Void
    ) -> IdentityDefect {
        IdentityDefect(
            name, summary, source: "OpenID Connect Core 1.0 \(rule)",
            testModule: module.map { "oidcc-client-test-\($0)" }, effect: .idToken(change))
    }
}
