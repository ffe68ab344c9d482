// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Reads and writes the proxy's own two cookies.
///
/// - Source: RFC 6265bis §4.1.2, §4.1.3.2; RFC 10017 §6.1.3.2.
struct OwnCookies: Sendable {
    let sessionName: String
    let signInName: String
    private let isSecure: Bool
    private let signInSeconds: Int64

    init(_ configuration: ProxyConfiguration) {
        sessionName = configuration.sessionCookieName
        signInName = configuration.signInCookieName
        isSecure = configuration.isPublicOriginSecure
        signInSeconds = configuration.signInMilliseconds / 1000
    }

    /// The session ticket; none when there are several cookies of that name, for then someone planted one (ATT-08).
    func ticket(in request: OwnRequest) -> SessionTicket? {
        only(sessionName, in: request).flatMap(SessionTicket.parse)
    }

    /// The value of the sign-in cookie.
    func signIn(in request: OwnRequest) -> String? { only(signInName, in: request) }

    /// Sets the session cookie: it ends with the browser, and the server decides earlier.
    func setting(_ ticket: SessionTicket) -> String { line(sessionName, ticket.cookieValue) }

    /// Sets the sign-in cookie, or removes it when there is nothing to keep.
    func settingSignIn(_ value: String?) -> String {
        guard let value else { return removing(signInName) }
        return line(signInName, value, maxAge: signInSeconds)
    }

    /// Removes both, with the attributes they were set with: a browser ignores a `__Host-` removal without them (OUT-02).
    var removingAll: [String] { [removing(sessionName), removing(signInName)] }

    private func removing(_ name: String) -> String { line(name, "", maxAge: 0) }

    private func line(_ name: String, _ value: String, maxAge: Int64? = nil) -> String {
        var line = "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax"
        if isSecure { line += "; Secure" }
        if let maxAge { line += "; Max-Age=\(maxAge)" }
        return line
    }

    private func only(_ name: String, in request: OwnRequest) -> String? {
        let values = request.headers.all("Cookie").flatMap { CookieHeader.parse($0).pairs }
            .filter { $0.name == name }.map(\.value)
        return values.count == 1 ? values[0] : nil
    }
}
