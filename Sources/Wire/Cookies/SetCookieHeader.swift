// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// One `Set-Cookie` line, read by the rules for user agents.
///
/// - Source: RFC 6265bis §5.6.
public struct SetCookieHeader: Sendable, Hashable {
    /// The cookie's name, which may be empty.
    public var name: String
    /// The cookie's value, quotes kept.
    public var value: String
    /// The Domain attribute without a leading dot, in lower case.
    public var domain: String?
    /// The Path attribute, only where it starts with a slash.
    public var path: String?
    /// The Expires attribute in seconds since 1970.
    public var expires: Int64?
    /// The Max-Age attribute in seconds.
    public var maxAge: Int64?
    /// Whether the Secure attribute is there.
    public var secure: Bool
    /// Whether the HttpOnly attribute is there.
    public var httpOnly: Bool
    /// The SameSite attribute, nil where it is missing or unknown.
    public var sameSite: SameSite?
    /// Whether the Partitioned attribute is there.
    public var partitioned: Bool

    /// Makes a header from its parts; what is left out is absent.
    public init(
        name: String, value: String, domain: String? = nil, path: String? = nil, expires: Int64? = nil,
        maxAge: Int64? = nil, secure: Bool = false, httpOnly: Bool = false, sameSite: SameSite? = nil,
        partitioned: Bool = false
    ) {
        self.name = name
        self.value = value
        self.domain = domain
        self.path = path
        self.expires = expires
        self.maxAge = maxAge
        self.secure = secure
        self.httpOnly = httpOnly
        self.sameSite = sameSite
        self.partitioned = partitioned
    }

    /// Reads one line; nil where a user agent would ignore it.
    public static func parse(_ line: String) -> SetCookieHeader? { nil }

    /// The line as a server would write it.
    public func serialized() -> String { "" }
}
