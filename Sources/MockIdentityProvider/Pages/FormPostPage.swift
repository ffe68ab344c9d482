// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The page that posts the authorize answer to the relying party.
///
/// - Source: OAuth 2.0 Form Post Response Mode §2.
enum FormPostPage {
    static func html(action: String, parameters: [(name: String, value: String)]) -> String {
        let fields = parameters.map {
            "<input type=\"hidden\" name=\"\($0.name.inMarkup)\" value=\"\($0.value.inMarkup)\">"
        }
        return HTML.page(
            title: "Submit this form",
            body: """
                <form method="post" action="\(action.inMarkup)">
                \(fields.joined(separator: "\n"))
                <button type="submit">Continue</button>
                </form>
                <script>document.forms[0].submit()</script>
                """)
    }
}
