// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A host and a port to connect to.
public struct Endpoint: Sendable, Hashable, CustomStringConvertible {
    /// A host name or an address literal, an IPv6 one without brackets.
    public var host: String
    /// The TCP port.
    public var port: Int

    /// Names a host and a port.
    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// `host:port`, an IPv6 literal in brackets.
    ///
    /// - Source: RFC 3986 §3.2.2.
    public var authority: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    /// The same as `authority`.
    public var description: String { authority }

    /// Where to connect without asking DNS: `localhost` and all names under it are this machine.
    ///
    /// - Source: RFC 6761 §6.3, item 3.
    var address: String {
        var name = host.lowercased()
        if name.hasSuffix(".") { name.removeLast() }
        return name == "localhost" || name.hasSuffix(".localhost") ? "127.0.0.1" : host
    }

    /// Says whether the host is an address and not a name, so that no SNI may be sent for it.
    ///
    /// - Source: RFC 6066 §3: "Literal IPv4 and IPv6 addresses are not permitted in HostName".
    var isAddressLiteral: Bool {
        if host.contains(":") { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
    }
}
