// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Carries fields through the correct proxy under names that it passes on, so that both sides can conspire.
enum Smuggling {
    private static let prefix = "X-Smuggled-"

    /// Hides a copy of the named fields on the near side.
    static func hide(_ names: [String], in headers: inout HeaderList) {
        for name in names {
            for value in headers.all(name) { headers.append(prefix + name.replacing("_", with: "."), value) }
        }
    }

    /// Brings the hidden copies out again on the far side.
    static func reveal(_ names: [String], in headers: inout HeaderList, replacing: Bool = false) {
        for name in names {
            let hidden = headers.all(prefix + name.replacing("_", with: "."))
            headers.removeAll(prefix + name.replacing("_", with: "."))
            if replacing, !hidden.isEmpty { headers.removeAll(name) }
            for value in hidden { headers.append(name, value) }
        }
    }
}

/// The names and paths that saboteurs have to know of the proxy they spoil.
enum ProxyNames {
    static let sessionCookie = "__Host-session"
    static let callback = "/login/callback"
    static let login = "/login"
    static let logout = "/logout"
}

extension RequestHead {
    /// The path without the query.
    var path: String { String(target.prefix { $0 != "?" }) }

    /// The value of one cookie that the request carries.
    func cookie(_ name: String) -> String? {
        headers.all("Cookie").lazy.flatMap { CookieHeader.parse($0).pairs }.first { $0.name == name }?.value
    }

    /// Puts a cookie in the place of those of the same name.
    mutating func setCookie(_ name: String, _ value: String) {
        let kept = headers.all("Cookie").flatMap { CookieHeader.parse($0).pairs }.filter { $0.name != name }
        headers.removeAll("Cookie")
        headers.append(
            "Cookie", CookieHeader(pairs: kept + [CookiePair(name: name, value: value)]).serialized)
    }

    /// True for a request of a script or a resource of the tenant's API.
    var isAPI: Bool { target.hasPrefix("/api/") }

    /// True for a WebSocket handshake.
    var isUpgrade: Bool { headers.hasToken("Connection", "upgrade") && headers.contains("Upgrade") }
}

extension ResponseHead {
    /// Rewrites the lines that set this cookie.
    mutating func rewriteSetCookie(_ name: String, _ change: (String) -> String) {
        let lines = headers.all("Set-Cookie")
        headers.removeAll("Set-Cookie")
        for line in lines { headers.append("Set-Cookie", line.hasPrefix(name + "=") ? change(line) : line) }
    }

    /// The value that this answer sets the cookie to.
    func givenCookie(_ name: String) -> String? {
        headers.all("Set-Cookie").compactMap { SetCookieHeader.parse($0) }.first { $0.name == name }?.value
    }
}
