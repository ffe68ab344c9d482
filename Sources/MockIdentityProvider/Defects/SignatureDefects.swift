// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// ID tokens with right claims under a wrong signature or header.
///
/// - Source: OpenID Connect Core 1.0 §3.1.3.7 (6) to (8) and §10.1; RFC 8725 §2.1, §3.1, §3.2.
enum SignatureDefects {
    static let all: [IdentityDefect] = [
        row("signature-invalid", "One octet of the signature is wrong.", "§3.1.3.7 (6)", "invalid-sig-rs256") {
            draft, _ in draft.seal = .altered
        },
        row("signature-empty", "The part after the last dot is empty.", "§3.1.3.7 (6)") { draft, _ in
            draft.seal = .empty
        },
        row(
            "signature-by-stranger", "A key that is published nowhere signed under the kid of a known one.",
            "§3.1.3.7 (6)"
        ) { draft, _ in draft.seal = .strangerKey },
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
        row("kid-unknown", "The key id is in no key set, though the key is.", "§10.1") {
            $0.header["kid"] = .string($1.stray)
        },
        row(
            "kid-missing-single-key", "There is no key id, and one key to choose from: this is valid.", "§10.1",
            "kid-absent-single-jwks"
        ) { draft, _ in draft.header["kid"] = nil },
        row(
            "kid-missing-several-keys", "There is no key id, and two keys of this kind are published.", "§10.1",
            "kid-absent-multiple-jwks"
        ) { draft, _ in
            draft.header["kid"] = nil
            draft.prelude = .publishSecondKey
        },
        row(
            "key-rotated-before-signing", "A new key signs that no earlier key set contains: this is valid.",
            "§10.1.1", "signing-key-rotation-just-before-signing"
        ) { draft, _ in draft.prelude = .rotateKeys },
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
