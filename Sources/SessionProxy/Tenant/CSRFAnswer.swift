// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What the tenant said when asked for a CSRF token.
struct CSRFAnswer: Sendable {
    /// The status.
    var status: Int
    /// The token; nil when there is none.
    var token: String?
    /// Cookies it set besides.
    var setCookieLines: [String]
    /// The path asked for.
    var path: String
}
