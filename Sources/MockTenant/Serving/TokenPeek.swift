// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// What a bearer token says of itself, unverified: the witness tells whose login it was even when it is refused.
struct TokenPeek {
    private(set) var facts: [String: String] = [:]
    /// The user whom the token names.
    private(set) var actor: String?

    init(_ request: RequestHead) {
        guard let value = request.headers.first("Authorization") else { return }
        facts["authorization"] = Redaction.fingerprint(value)
        let parts = value.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return }
        do {
            read(try CompactToken(String(parts[1])))
        } catch {
            facts["jwt.malformed"] = error.reason
        }
    }

    private mutating func read(_ token: CompactToken) {
        for name in ["alg", "kid"] { facts["jwt.\(name)"] = token.header[name].map(Self.text) }
        for name in ["iss", "sub", "email", "email_verified", "name", "subType", "jti", "nbf", "exp", "iat", "aud"] {
            facts["jwt.\(name)"] = token.claims[name].map(Self.text)
        }
        if let email = token.claims["email"]?.stringValue, !email.isEmpty {
            actor = TenantUser.localPart(of: email)
        } else {
            actor = token.claims["sub"]?.stringValue
        }
    }

    private static func text(_ value: JSONValue) -> String {
        value.stringValue ?? value.serialized()
    }
}
