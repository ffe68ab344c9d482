// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// The proxy's own few pages: plain, never stored, with nothing active in them.
struct Pages: Sendable {
    private let policy: String

    /// - Parameter formTargets: where a form on a page may lead in the end.
    init(formTargets: [String]) {
        policy =
            "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action "
            + (["'self'"] + formTargets).joined(separator: " ")
    }

    func front(_ name: String) -> OwnResponse {
        page(200, "Signed in", "<p>Signed in as \(Self.escaped(name)).</p>" + Self.logoutForm)
    }

    func confirmation() -> OwnResponse {
        page(200, "Sign out?", "<p>Another site asked to sign you out.</p>" + Self.logoutForm)
    }

    func signedOut() -> OwnResponse {
        page(200, "Signed out", "<p>You are signed out.</p>" + Self.loginLink)
    }

    func problem(_ error: ProxyError) -> OwnResponse {
        page(error.status, Self.escaped(error.title), Self.loginLink)
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
        // Referrer-Policy: with "no-referrer" the logout form would state `Origin: null`.
        let headers: HeaderList = [
            "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store",
            "Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
        ]
        return OwnResponse(status: status, headers: headers, body: ByteBuffer(string: html))
    }

    static func escaped(_ text: String) -> String {
        text.reduce(into: "") { escaped, character in
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.append(character)
            }
        }
    }
}
