// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The header fields that concern one connection only and are never forwarded.
///
/// - Source: RFC 9110 §7.6.1; `Proxy-Authenticate` and `Proxy-Authorization` §11.7; `Trailer` §6.6.2 may pass
///   and does.
public enum HopByHop {
    /// `connection`, which also names further fields.
    public static let connection = "connection"
    /// `keep-alive`.
    public static let keepAlive = "keep-alive"
    /// `proxy-connection`.
    public static let proxyConnection = "proxy-connection"
    /// `te`.
    public static let te = "te"
    /// `transfer-encoding`.
    public static let transferEncoding = "transfer-encoding"
    /// `upgrade`.
    public static let upgrade = "upgrade"
    /// `proxy-authenticate`.
    public static let proxyAuthenticate = "proxy-authenticate"
    /// `proxy-authorization`.
    public static let proxyAuthorization = "proxy-authorization"

    /// All fixed names, in lower case.
    public static let names: Set<String> = [
        connection, keepAlive, proxyConnection, te, transferEncoding, upgrade, proxyAuthenticate, proxyAuthorization,
    ]

    /// Whether a field of this name, given in lower case, is always hop-by-hop.
    public static func isHopByHop(_ lowercasedName: String) -> Bool { names.contains(lowercasedName) }

    /// The lines that may be forwarded: without the fixed names and without those that Connection names.
    public static func strip(_ headers: HeaderList) -> HeaderList {
        let nominated = Set(headers.tokens(connection).map { ASCII.lowercased($0) })
        return HeaderList(
            headers.filter { field in
                let name = ASCII.lowercased(field.name)
                return !names.contains(name) && !nominated.contains(name)
            })
    }
}
