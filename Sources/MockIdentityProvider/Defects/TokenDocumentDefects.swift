// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Token answers that are good JSON but for one member.
///
/// - Source: RFC 6749 §5.1; OpenID Connect Core 1.0 §3.1.3.3.
enum TokenDocumentDefects {
    static let all: [IdentityDefect] = [
        row("id-token-missing", "There is no ID token.") { document, _ in document["id_token"] = nil },
        row("id-token-empty", "The ID token is an empty string.") { document, _ in
            document["id_token"] = .string("")
        },
        row("id-token-null", "The ID token is null.") { document, _ in document["id_token"] = .null },
        row("id-token-not-a-jwt", "The ID token is three words without a JWT in them.") { document, _ in
            document["id_token"] = .string("not.a.jwt")
        },
        row("id-token-truncated", "The ID token ends after its claims.") { document, _ in
            guard let token = document["id_token"]?.stringValue, let dot = token.lastIndex(of: ".") else { return }
            document["id_token"] = .string(String(token[..<dot]))
        },
        row("access-token-missing", "There is no access token.") { document, _ in document["access_token"] = nil },
        row("token-type-unknown", "The token type is not Bearer.") { document, _ in
            document["token_type"] = .string("mac")
        },
    ]

    private static func row(
        _ name: String, _ summary: String, change: @escaping @Sendable (inout JSONObject, DefectContext) -> Void
    ) -> IdentityDefect {
        IdentityDefect(
            name, summary, source: "RFC 6749 §5.1; OpenID Connect Core 1.0 §3.1.3.3", effect: .tokenDocument(change))
    }
}
