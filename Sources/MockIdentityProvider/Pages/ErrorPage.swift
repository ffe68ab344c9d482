// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The page for errors that must not be sent to the redirect URI.
enum ErrorPage {
    static func html(_ refusal: OAuthRefusal) -> String {
        HTML.page(
            title: "The request cannot be answered",
            body: "<p><code>\(refusal.error.inMarkup)</code>: \(refusal.description.inMarkup)</p>")
    }
}
