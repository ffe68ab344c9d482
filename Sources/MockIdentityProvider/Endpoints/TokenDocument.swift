// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The JSON of a good token answer.
///
/// - Source: RFC 6749 §5.1; OpenID Connect Core 1.0 §3.1.3.3.
enum TokenDocument {
    static func make(
        _ tokens: (access: String, refresh: String?), idToken: String, scopes: [String],
        switches: IdentityProviderSwitches
    ) -> JSONObject {
        var document = JSONObject([
            ("access_token", .string(tokens.access)),
            ("token_type", .string("Bearer")),
            ("expires_in", .number(String(switches.accessTokenLifetime.inSeconds))),
            ("id_token", .string(idToken)),
            ("scope", .string(scopes.joined(separator: " "))),
        ])
        if let refresh = tokens.refresh { document["refresh_token"] = .string(refresh) }
        return document
    }
}
