// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The rules by which a cookie belongs to a host and a path.
enum CookieMatching {
    /// Whether `host` is `domain` or a name below it; addresses match only themselves.
    ///
    /// - Source: RFC 6265bis §5.1.3.
    static func domain(_ domain: String, matches host: String) -> Bool {
        if host == domain { return true }
        return host.utf8.count > domain.utf8.count && host.hasSuffix("." + domain) && !isAddress(host)
    }

    /// Whether a cookie of path `path` belongs to a request for `requested`.
    ///
    /// - Source: RFC 6265bis §5.1.4.
    static func path(_ path: String, matches requested: String) -> Bool {
        let (cookie, request) = (Array(path.utf8), Array(requested.utf8))
        guard request.starts(with: cookie) else { return false }
        return request.count == cookie.count || cookie.last == UInt8(ascii: "/")
            || request[cookie.count] == UInt8(ascii: "/")
    }

    /// The path of a cookie that names none: that of the request up to its last slash.
    ///
    /// - Source: RFC 6265bis §5.1.4.
    static func defaultPath(_ requested: String) -> String {
        let octets = requested.utf8
        guard octets.first == UInt8(ascii: "/"), let last = octets.lastIndex(of: UInt8(ascii: "/")),
            last != octets.startIndex
        else { return "/" }
        return String(requested[..<last])
    }

    /// Whether no cookie may be set for this name and all below it.
    ///
    /// - Shape: without a list of public suffixes only names of a single label count as one.
    /// - Source: RFC 6265bis §5.7, step on public suffixes.
    static func isPublicSuffix(_ domain: String) -> Bool { !domain.utf8.contains(UInt8(ascii: ".")) }

    /// Whether the host is an IPv4 or IPv6 address.
    static func isAddress(_ host: String) -> Bool {
        if host.utf8.contains(ASCII.colon) { return true }
        let parts = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { !$0.isEmpty && $0.count <= 3 && $0.allSatisfy(ASCII.isDigit) }
    }
}
