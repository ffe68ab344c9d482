// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A page that needs nothing but itself: style and script stand in it, and its policy lets nothing else in.
struct HTMLPage {
    let title: String
    let body: Markup
    /// A word that only this page knows, so that nothing a proxy wrote can pass for our script.
    let nonce: String

    /// Makes a page with a nonce of its own.
    init(title: String, body: Markup, nonce: String = HTMLPage.freshNonce()) {
        self.title = title
        self.body = body
        self.nonce = nonce
    }

    /// 128 random bits in hexadecimal.
    static func freshNonce() -> String {
        (0..<2).map { _ in String(UInt64.random(in: .max / 16 ... .max), radix: 16) }.joined()
    }

    /// The document as text.
    func text() -> String {
        let style = Markup(trusted: String(decoding: PackageResources.page_css, as: UTF8.self))
        let script = Markup(trusted: String(decoding: PackageResources.page_js, as: UTF8.self))
        let policy =
            "default-src 'none'; style-src 'nonce-\(nonce)'; script-src 'nonce-\(nonce)'; base-uri 'none'; form-action 'none'"
        let page: Markup = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(policy)">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="referrer" content="no-referrer">
            <meta name="generator" content="Tenantless">
            <title>\(title)</title>
            <style nonce="\(nonce)">
            \(style)</style>
            </head>
            <body>
            \(Self.arrowHeads)\(body)<script nonce="\(nonce)">
            \(script)</script>
            </body>
            </html>

            """
        return page.html
    }

    /// The heads of the arrows in all diagrams.
    private static var arrowHeads: Markup {
        let heads: [Markup] = ["request", "answer", "frame", "close", "loss", "fault"].map { kind in
            """
            <marker id="head-\(kind)" class="\(kind)" viewBox="0 0 10 10" refX="10" refY="5" markerWidth="9" \
            markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L10 5L0 10z"/></marker>
            """
        }
        return "<svg class=\"definitions\" aria-hidden=\"true\"><defs>\(heads)</defs></svg>\n"
    }
}
