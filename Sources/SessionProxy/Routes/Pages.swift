// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// The proxy's own few pages: plain, never stored, with nothing active in them but in a front page that was given.
struct Pages: Sendable {
    private let policy: String
    private let givenFront: String?

    /// - Parameters:
    ///   - formTargets: where a form on a page may lead in the end.
    ///   - front: a front page that takes the place of the plain one.
    init(formTargets: [String], front: String? = nil) {
        givenFront = front
        policy =
            "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action "
            + (["'self'"] + formTargets).joined(separator: " ")
    }

    func front(_ name: String) -> OwnResponse {
        // What may run and load there is for those who gave it to say.
        if let givenFront {
            return html(200, givenFront, policy: "base-uri 'none'; frame-ancestors 'none'; object-src 'none'")
        }
        return page(200, "Signed in", "<p>Signed in as \(name.inMarkup).</p>" + Self.logoutForm)
    }

    func confirmation() -> OwnResponse {
        page(200, "Sign out?", "<p>Another site asked to sign you out.</p>" + Self.logoutForm)
    }

    func signedOut() -> OwnResponse {
        page(200, "Signed out", "<p>You are signed out.</p>" + Self.loginLink)
    }

    func problem(_ error: ProxyError) -> OwnResponse {
        page(error.status, error.title.inMarkup, Self.loginLink)
    }

    private static let loginLink = "<p><a href=\"\(OwnPath.login)\">Sign in</a></p>"
    private static let logoutForm =
        "<form method=\"post\" action=\"\(OwnPath.logout)\"><button>Sign out</button></form>"

    private func page(_ status: Int, _ title: String, _ content: String) -> OwnResponse {
        let html = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>\(title)</title></head>
            <body><h1>\(title)</h1>\(content)</body></html>

            """
        return self.html(status, html, policy: policy)
    }

    private func html(_ status: Int, _ html: String, policy: String) -> OwnResponse {
        // Referrer-Policy: with "no-referrer" the logout form would state `Origin: null`.
        let headers: HeaderList = [
            "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store",
            "Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
        ]
        return OwnResponse(status: status, headers: headers, body: ByteBuffer(string: html))
    }
}
