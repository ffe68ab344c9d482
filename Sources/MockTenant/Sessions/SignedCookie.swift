// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A cookie with the signature that travels in a cookie beside it; kept, since each request asks for it again.
struct SignedCookie: Sendable {
    let name: String
    let value: String
    let signature: String
    /// Both cookies as a browser holds them.
    let pairs: [(name: String, value: String)]

    init(name: String, value: String, signature: String) {
        self.name = name
        self.value = value
        self.signature = signature
        pairs = [(name, value), (CookieNames.signature(of: name), signature)]
    }
}
