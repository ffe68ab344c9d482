// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Codes that the provider gave out and that its own token endpoint will refuse.
///
/// - Source: RFC 6749 §4.1.2 (a code is short-lived, single-use, bound to client and redirect URI) and §5.2
///   (`invalid_grant`); RFC 7636 §4.6.
enum CodeDefects {
    static let all: [IdentityDefect] = [
        row("code-spent", "The code has been used before.") { grant, _ in grant.isSpent = true },
        row("code-expired", "The code expired before it was given out.") { grant, _ in grant.expiresAt = 0 },
        row("code-of-another-client", "The code belongs to another client.") { $0.clientID = $1.stray },
        row("code-of-another-redirect", "The code belongs to another redirect URI.") { $0.redirectURI = $1.stray },
        row("code-of-another-request", "The code belongs to a request with another proof key and nonce.") {
            $0.codeChallenge = $1.stray
            $0.nonce = $1.stray
        },
    ]

    private static func row(
        _ name: String, _ summary: String,
        change: @escaping @Sendable (inout AuthorizationGrant, DefectContext) -> Void
    ) -> IdentityDefect {
        IdentityDefect(name, summary, source: "RFC 6749 §4.1.2, §5.2; RFC 7636 §4.6", effect: .code(change))
    }
}
