// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Writes a cookie file for curl that makes its user known at the mock identity provider, as a browser is after a
/// person chose a name there.
///
/// - Source: the Netscape cookie file format as curl reads it, https://curl.se/docs/http-cookies.html.
enum CurlJar {
    /// The cookie by which the mock identity provider knows a browser's user.
    private static let cookie = "idp_session"

    /// The file's text; the cookie goes to the issuer's host.
    static func primed(for user: String, issuer: String) -> String {
        let authority = issuer.split(separator: "/").dropFirst().first ?? ""
        let host = authority.prefix { $0 != ":" }
        // Domain, subdomains too, path, secure, expiry (0: for the session), name, value.
        let fields = [String(host), "FALSE", "/", "TRUE", "0", cookie, user]
        return "# Netscape HTTP Cookie File\n" + fields.joined(separator: "\t") + "\n"
    }
}
