// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Where a cookie comes from or a request goes to.
public struct CookieOrigin: Sendable, Hashable {
    /// The scheme in lower case: `https`, `http`, `wss`, `ws`.
    public var scheme: String
    /// The host in lower case, without port.
    public var host: String
    /// The path of the request, without its query.
    public var path: String
    /// Whether the connection is secure enough for Secure cookies.
    public var isSecure: Bool

    /// Makes an origin; `path` may carry a query, which is cut off.
    ///
    /// - Shape: `isSecure` follows from the scheme (`https`, `wss`) unless it is given.
    public init(scheme: String = "https", host: String, path: String = "/", isSecure: Bool? = nil) {
        let scheme = ASCII.lowercased(scheme)
        self.scheme = scheme
        self.host = ASCII.lowercased(host)
        self.path = String(path.prefix { $0 != "?" && $0 != "#" })
        self.isSecure = isSecure ?? (scheme == "https" || scheme == "wss")
    }
}
