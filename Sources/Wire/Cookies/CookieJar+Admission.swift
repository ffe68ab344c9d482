// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

extension CookieJar {
    /// The cookie to store for a header, nil where the header must be ignored.
    ///
    /// - Source: RFC 6265bis §5.7.
    func admit(_ header: SetCookieHeader, from origin: CookieOrigin, now: Int64) -> StoredCookie? {
        guard let (domain, hostOnly) = Self.scope(header.domain, host: origin.host) else { return nil }
        guard !header.secure || origin.isSecure else { return nil }
        guard header.sameSite != SameSite.none || header.secure else { return nil }
        let cookie = StoredCookie(
            name: header.name, value: header.value, domain: domain,
            path: header.path ?? CookieMatching.defaultPath(origin.path), hostOnly: hostOnly, secure: header.secure,
            httpOnly: header.httpOnly, sameSite: header.sameSite, partitioned: header.partitioned,
            expires: Self.expiry(header, now: now), created: now)
        guard Self.keepsPrefixPromise(cookie, hasPath: header.path != nil) else { return nil }
        guard origin.isSecure || !shadowsSecureCookie(cookie) else { return nil }
        return cookie
    }

    /// The domain and whether it is host-only, nil where the attribute names a foreign domain.
    private static func scope(_ attribute: String?, host: String) -> (domain: String, hostOnly: Bool)? {
        guard let attribute else { return (host, true) }
        guard attribute.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        if CookieMatching.isPublicSuffix(attribute) { return attribute == host ? (host, true) : nil }
        return CookieMatching.domain(attribute, matches: host) ? (attribute, false) : nil
    }

    /// Max-Age wins over Expires, and neither reaches beyond 400 days (RFC 6265bis §5.5, §5.6.2, §5.7).
    private static func expiry(_ header: SetCookieHeader, now: Int64) -> Int64? {
        let furthest = now.addingReportingOverflow(longestLife)
        let limit = furthest.overflow ? Int64.max : furthest.partialValue
        if let age = header.maxAge {
            if age <= 0 { return Int64.min }
            let expiry = now.addingReportingOverflow(age)
            return expiry.overflow ? limit : min(expiry.partialValue, limit)
        }
        return header.expires.map { min($0, limit) }
    }

    /// Whether a cookie with a prefix in its name has what the prefix promises.
    ///
    /// - Source: RFC 6265bis §5.7; prefixes are compared without regard to case (§4.1.3), and a value without name
    ///   may not look like one.
    private static func keepsPrefixPromise(_ cookie: StoredCookie, hasPath: Bool) -> Bool {
        let label = cookie.name.isEmpty ? cookie.value : cookie.name
        let isSecurePrefix = ASCII.hasPrefixIgnoringCase(label, "__Secure-")
        let isHostPrefix = ASCII.hasPrefixIgnoringCase(label, "__Host-")
        guard isSecurePrefix || isHostPrefix else { return true }
        guard !cookie.name.isEmpty, cookie.secure else { return false }
        return !isHostPrefix || cookie.hostOnly && hasPath && cookie.path == "/"
    }

    /// Whether an insecure origin would lay a cookie over a Secure one.
    ///
    /// - Source: RFC 6265bis §5.7, "leave secure cookies alone".
    private func shadowsSecureCookie(_ cookie: StoredCookie) -> Bool {
        all.contains { other in
            other.secure && other.name == cookie.name
                && (CookieMatching.domain(other.domain, matches: cookie.domain)
                    || CookieMatching.domain(cookie.domain, matches: other.domain))
                && CookieMatching.path(other.path, matches: cookie.path)
        }
    }
}
