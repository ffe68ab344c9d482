// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// What an `id_token_hint` says; expired ones are fine, and the signature is not checked by this mock.
///
/// - Source: OpenID Connect RP-Initiated Logout 1.0 §2 and §4.
struct TokenHint: Sendable {
    let clientID: String?
    let sessionIdentifier: String?

    init?(_ token: String) {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let octets = Base64.decode(String(parts[1]), urlSafe: true) else { return nil }
        do {
            let claims = try JSONValue.parse(octets)
            clientID = claims["aud"]?.stringValue
            sessionIdentifier = claims["sid"]?.stringValue
        } catch {
            return nil
        }
    }
}
