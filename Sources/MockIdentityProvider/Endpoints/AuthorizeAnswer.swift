// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The answer that goes back to the relying party through the browser.
///
/// - Source: RFC 6749 §4.1.2; RFC 9207 §2 (`iss`); OAuth 2.0 Form Post Response Mode.
struct AuthorizeAnswer: Sendable {
    let redirectURI: String
    /// The parameters in the order in which they are written; defects change them.
    var parameters: [(name: String, value: String)] = []
    let isFormPost: Bool
    let method: String

    init(_ request: IdentityRequest, target: AuthorizeTarget) {
        redirectURI = target.redirectURI
        isFormPost = request.parameters["response_mode"] == "form_post"
        method = request.method
    }

    /// The first value of a parameter; setting replaces every one, nil removes.
    subscript(name: String) -> String? {
        get { parameters.first { $0.name == name }?.value }
        set {
            let place = parameters.firstIndex { $0.name == name } ?? parameters.endIndex
            parameters.removeAll { $0.name == name }
            if let newValue { parameters.insert((name, newValue), at: min(place, parameters.endIndex)) }
        }
    }

    /// Puts an error in the place of the code.
    mutating func refuse() {
        self["code"] = nil
        self["error"] = "access_denied"
    }

    /// The answer as a redirect, or as a page that posts itself.
    var rendered: IdentityAnswer {
        guard !isFormPost else { return .page(FormPostPage.html(action: redirectURI, parameters: parameters)) }
        let query = PercentEncoding.form(parameters.map { ($0.name, $0.value) })
        guard !query.isEmpty else { return .redirect(to: redirectURI, after: method) }
        return .redirect(to: redirectURI + (redirectURI.contains("?") ? "&" : "?") + query, after: method)
    }
}
