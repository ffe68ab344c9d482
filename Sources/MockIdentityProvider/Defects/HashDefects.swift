// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// ID tokens whose hashes bind them to another access token or code.
///
/// - Source: OpenID Connect Core 1.0 §3.1.3.6 and §3.1.3.8: in the code flow at_hash is optional and its check is a
///   MAY; §3.3.2.11: c_hash belongs to the hybrid flow.
enum HashDefects {
    static let all: [IdentityDefect] = [
        row("at-hash-invalid", "The hash is of another access token.", "§3.1.3.8", "invalid-athash", .chooses) {
            $0.claims["at_hash"] = .string($1.stray)
        },
        row("at-hash-missing", "There is no hash of the access token.", "§3.1.3.6", "missing-athash", .accepts) {
            draft, _ in draft.claims["at_hash"] = nil
        },
        row("c-hash-invalid", "There is a hash of a code, and of another one.", "§3.3.2.11", "invalid-chash", .chooses)
        {
            $0.claims["c_hash"] = .string($1.stray)
        },
    ]

    private static func row(
        _ name: String, _ summary: String, _ rule: String, _ module: String, _ duty: RelyingPartyDuty,
        change: @escaping @Sendable (inout TokenDraft, DefectContext) -> Void
    ) -> IdentityDefect {
        IdentityDefect(
            name, summary, source: "OpenID Connect Core 1.0 \(rule)", testModule: "oidcc-client-test-\(module)",
            duty: duty, effect: .idToken(change))
    }
}
