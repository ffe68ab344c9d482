// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The page on which a person chooses who to be.
///
/// - Shape: each link repeats the authorize request and adds `login_as`.
enum LoginPage {
    static func html(for request: IdentityRequest, at issuer: Issuer) -> String {
        let users = issuer.read { $0.users }
        let links = users.map { user in
            let address = link(for: user, repeating: request, at: issuer).inMarkup
            let email = user.claims["email"]?.stringValue.map { " (\($0.inMarkup))" } ?? ""
            return "<li><a href=\"\(address)\">\(user.name.inMarkup)</a>\(email)</li>"
        }
        let list =
            users.isEmpty
            ? "<p>No users are registered at this issuer.</p>"
            : "<ul>\n\(links.joined(separator: "\n"))\n</ul>"
        return HTML.page(title: "Sign in to \(issuer.name)", body: "<p>Choose a user.</p>\n\(list)")
    }

    private static func link(for user: IdentityUser, repeating request: IdentityRequest, at issuer: Issuer) -> String {
        let kept = request.parameters.pairs.filter { $0.name != AuthorizeEndpoint.loginParameter }
        let pairs = kept.map { ($0.name, $0.value) } + [(AuthorizeEndpoint.loginParameter, user.name)]
        return "/\(issuer.name)\(request.path)?\(PercentEncoding.form(pairs))"
    }
}
