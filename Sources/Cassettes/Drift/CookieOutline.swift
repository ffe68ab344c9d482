// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The attributes of the cookies that an answer sets, without their values.
enum CookieOutline {
    /// The attributes by the name of the cookie; of a cookie that is set twice the last ones.
    static func all(in headers: HeaderList) -> [String: [String: String]] {
        var cookies: [String: [String: String]] = [:]
        for line in headers.all("Set-Cookie") {
            guard let cookie = SetCookieHeader.parse(line) else { continue }
            cookies[cookie.name] = attributes(cookie)
        }
        return cookies
    }

    private static func attributes(_ cookie: SetCookieHeader) -> [String: String] {
        var attributes: [String: String] = [:]
        if let domain = cookie.domain { attributes["Domain"] = domain }
        if let path = cookie.path { attributes["Path"] = path }
        // When it ends differs from run to run; that it ends does not.
        if cookie.expires != nil || cookie.maxAge != nil { attributes["lifetime"] = "limited" }
        if cookie.secure { attributes["Secure"] = "present" }
        if cookie.httpOnly { attributes["HttpOnly"] = "present" }
        if let sameSite = cookie.sameSite { attributes["SameSite"] = "\(sameSite)" }
        if cookie.partitioned { attributes["Partitioned"] = "present" }
        return attributes
    }
}
