// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The page for errors that must not be sent to the redirect URI.
enum ErrorPage {
    static func html(_ refusal: OAuthRefusal) -> String {
        HTML.page(
            title: "The request cannot be answered",
            body: "<p><code>\(HTML.escape(refusal.error))</code>: \(HTML.escape(refusal.description))</p>")
    }
}
