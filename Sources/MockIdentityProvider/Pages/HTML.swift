// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The frame of every page.
enum HTML {
    static func page(title: String, body: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>\(title.inMarkup)</title></head>
        <body>
        <h1>\(title.inMarkup)</h1>
        \(body)
        </body>
        </html>

        """
    }
}
