// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A cookie as the jar keeps it.
///
/// - Source: RFC 6265bis §5.7.
public struct StoredCookie: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The value.
    public var value: String
    /// The domain it belongs to, in lower case without a leading dot.
    public var domain: String
    /// The path it belongs to.
    public var path: String
    /// Whether only the very host that set it gets it back.
    public var hostOnly: Bool
    /// Whether it travels only over secure connections.
    public var secure: Bool
    /// Whether scripts may not see it.
    public var httpOnly: Bool
    /// The SameSite attribute, nil where none was given.
    public var sameSite: SameSite?
    /// Whether the Partitioned attribute was given.
    public var partitioned: Bool
    /// When it expires in seconds since 1970; nil for a session cookie.
    public var expires: Int64?
    /// When it was first stored in seconds since 1970; kept when its value is replaced.
    public var created: Int64
    /// The place in the order of creation, which tells cookies of the same second apart.
    public var serial: UInt64

    /// Makes a cookie from its parts.
    public init(
        name: String, value: String, domain: String, path: String = "/", hostOnly: Bool = true, secure: Bool = false,
        httpOnly: Bool = false, sameSite: SameSite? = nil, partitioned: Bool = false, expires: Int64? = nil,
        created: Int64 = 0, serial: UInt64 = 0
    ) {
        self.name = name
        self.value = value
        self.domain = domain
        self.path = path
        self.hostOnly = hostOnly
        self.secure = secure
        self.httpOnly = httpOnly
        self.sameSite = sameSite
        self.partitioned = partitioned
        self.expires = expires
        self.created = created
        self.serial = serial
    }

    /// Whether its time is over at `now`.
    public func isExpired(at now: Int64) -> Bool {
        guard let expires else { return false }
        return expires <= now
    }
}
