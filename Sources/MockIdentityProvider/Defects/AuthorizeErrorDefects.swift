// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Errors with which the browser is sent back, whatever the request was.
///
/// - Source: RFC 6749 §4.1.2.1; OpenID Connect Core 1.0 §3.1.2.6.
enum AuthorizeErrorDefects {
    static let all: [IdentityDefect] = [
        row("login_required", "The user is not signed in.", core),
        row("interaction_required", "The user would have to do something.", core),
        row("consent_required", "The user would have to consent.", core),
        row("account_selection_required", "The user would have to choose an account.", core),
        row("invalid_request_uri", "The request object cannot be fetched.", core),
        row("invalid_request_object", "The request object is called malformed.", core),
        row("request_not_supported", "Request objects are not taken.", core),
        row("request_uri_not_supported", "Request objects are not fetched.", core),
        row("registration_not_supported", "Registrations are not taken with a request.", core),
        row(
            "unmet_authentication_requirements", "The user cannot sign in as strongly as was asked for.",
            "OpenID Connect Core Error Code unmet_authentication_requirements 1.0 §2"),
        row("access_denied", "The user or the provider said no.", oauth),
        row("temporarily_unavailable", "The provider is overloaded.", oauth),
        row("server_error", "The provider failed.", oauth),
        row("invalid_request", "The request is called malformed.", oauth),
        row("unauthorized_client", "The client may not ask this way.", oauth),
        row("unsupported_response_type", "Codes are not given.", oauth),
        row("invalid_scope", "The scope is called unknown.", oauth),
        IdentityDefect(
            "error-description-markup", "The description of the error is an HTML script.", source: oauth,
            effect: .authorizeError(OAuthRefusal(error: "access_denied", markup))),
        IdentityDefect(
            "error-code-markup", "The error code itself is an HTML script.", source: oauth,
            effect: .authorizeError(OAuthRefusal(error: markup, "The code is not one."))),
    ]

    /// Markup that runs where error text is put into a page unescaped.
    static let markup = "<script>alert('idp')</script>"
    private static let core = "OpenID Connect Core 1.0 §3.1.2.6"
    private static let oauth = "RFC 6749 §4.1.2.1"

    private static func row(_ error: String, _ summary: String, _ source: String) -> IdentityDefect {
        let words = error.split(separator: "_").joined(separator: "-")
        return IdentityDefect(
            "error-\(words)", summary, source: source,
            effect: .authorizeError(OAuthRefusal(error: error, "Scripted by the harness.")))
    }
}
