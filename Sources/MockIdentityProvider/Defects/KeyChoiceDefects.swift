// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// ID tokens that make it hard to choose the key to verify them with.
///
/// - Source: OpenID Connect Core 1.0 §10.1 ("a kid value MUST be provided" where there are several keys) and §10.1.1
///   (rotation).
enum KeyChoiceDefects {
    static let all: [IdentityDefect] = [
        row("kid-unknown", "The key id is in no key set, though the key is.", "§10.1") {
            $0.header["kid"] = .string($1.stray)
        },
        row(
            "kid-missing-single-key", "There is no key id, and one key to choose from.", "§10.1",
            "kid-absent-single-jwks", .accepts
        ) { draft, _ in draft.header["kid"] = nil },
        row(
            "kid-missing-several-keys", "There is no key id, and two keys of this kind are published.", "§10.1",
            "kid-absent-multiple-jwks", .chooses
        ) { draft, _ in
            draft.header["kid"] = nil
            draft.prelude = .publishSecondKey
        },
        row(
            "key-rotated-before-signing", "A new key signs that no earlier key set contains.", "§10.1.1",
            "signing-key-rotation-just-before-signing", .accepts
        ) { draft, _ in draft.prelude = .rotateKeys },
        row(
            "key-rotated-after-signing", "A new key takes over after each token; the old ones stay published.",
            "§10.1.1", "signing-key-rotation", .accepts
        ) { draft, _ in draft.postlude = .rotateKeys },
        row(
            "key-withdrawn-after-signing", "A new key takes over after each token, and the old one is withheld.",
            "§10.1.1", nil, .chooses
        ) { draft, _ in draft.postlude = .withdrawKeys },
    ]

    private static func row(
        _ name: String, _ summary: String, _ rule: String, _ module: String? = nil,
        _ duty: RelyingPartyDuty = .refuses, change: @escaping @Sendable (inout TokenDraft, DefectContext) -> Void
    ) -> IdentityDefect {
        IdentityDefect(
            name, summary, source: "OpenID Connect Core 1.0 \(rule)",
            testModule: module.map { "oidcc-client-test-\($0)" }, duty: duty, effect: .idToken(change))
    }
}
