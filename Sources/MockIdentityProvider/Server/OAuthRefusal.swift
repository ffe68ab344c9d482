// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// An error in the words of OAuth 2.0 and OpenID Connect.
///
/// - Source: RFC 6749 §4.1.2.1 and §5.2; OpenID Connect Core 1.0 §3.1.2.6.
struct OAuthRefusal: Error, Sendable, Hashable {
    let error: String
    let description: String
    /// The status where the error is an answer of its own and not part of a redirect.
    var status = 400

    static func invalidRequest(_ description: String) -> OAuthRefusal { .init(error: "invalid_request", description) }
    static func invalidGrant(_ description: String) -> OAuthRefusal { .init(error: "invalid_grant", description) }
    static func invalidClient(_ description: String) -> OAuthRefusal {
        OAuthRefusal(error: "invalid_client", description: description, status: 401)
    }

    init(error: String, description: String, status: Int = 400) {
        self.error = error
        self.description = description
        self.status = status
    }

    init(error: String, _ description: String) {
        self.init(error: error, description: description)
    }

    /// The error as the JSON answer of the token endpoint.
    var document: JSONObject {
        JSONObject([("error", .string(error)), ("error_description", .string(description))])
    }
}
