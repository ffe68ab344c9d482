// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A cookie with the signature that travels in a cookie beside it; kept, since each request asks for it again.
struct SignedCookie: Sendable {
    let name: String
    let value: String
    let signature: String

    /// Both cookies as a browser holds them.
    var pairs: [(name: String, value: String)] {
        [(name, value), (CookieNames.signature(of: name), signature)]
    }
}
