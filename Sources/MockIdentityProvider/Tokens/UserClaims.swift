// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Chooses which claims about a user a set of scopes earns.
///
/// - Source: OpenID Connect Core 1.0 §5.4; claims that no scope names are always given.
enum UserClaims {
    private static let scopeOfClaim: [String: String] = {
        let profile = [
            "name", "family_name", "given_name", "middle_name", "nickname", "preferred_username", "profile",
            "picture", "website", "gender", "birthdate", "zoneinfo", "locale", "updated_at",
        ]
        var scopes = Dictionary(uniqueKeysWithValues: profile.map { ($0, "profile") })
        for claim in ["email", "email_verified"] { scopes[claim] = "email" }
        for claim in ["phone_number", "phone_number_verified"] { scopes[claim] = "phone" }
        scopes["address"] = "address"
        return scopes
    }()

    /// Adds the user's claims in alphabetical order; nil scopes earn everything.
    static func add(_ user: IdentityUser, scopes: [String]?, to claims: inout JSONObject) {
        for name in user.claims.keys.sorted() where name != "sub" {
            if let scopes, let needed = scopeOfClaim[name], !scopes.contains(needed) { continue }
            claims[name] = user.claims[name]
        }
    }
}
