// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Why a text is not a URL that can be requested.
public struct URLProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// A sentence that never contains the text itself.
    public var reason: String
    /// The sentence.
    public var description: String { reason }
}

/// An absolute `http` or `https` URL, split and never normalised.
///
/// - Source: RFC 9110 §4.2.1, §4.2.2; RFC 3986 §3.2. User information is refused (RFC 9110 §4.2.4).
public struct HTTPURL: Sendable, Hashable, CustomStringConvertible {
    /// `http` or `https`, in lower case.
    public var scheme: String
    /// The host in lower case, an IPv6 literal without brackets.
    public var host: String
    /// The port, explicit or the scheme's own.
    public var port: Int
    /// Path and query as they stand in a request line; at least `/`.
    public var target: String

    /// Puts a URL together from its parts.
    public init(scheme: String, host: String, port: Int, target: String = "/") {
        self.scheme = scheme
        self.host = host
        self.port = port
        self.target = target
    }

    /// Splits an absolute URL; a fragment is dropped.
    ///
    /// - Throws: `URLProblem`, whose sentence does not repeat the text.
    public init(_ string: String) throws(URLProblem) {
        guard let colon = string.firstRange(of: "://") else { throw URLProblem(reason: "The URL has no scheme.") }
        scheme = string[..<colon.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else {
            throw URLProblem(reason: "The URL's scheme is neither http nor https.")
        }
        let rest = string[colon.upperBound...].prefix { $0 != "#" }
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        (host, port) = try Self.split(rest[..<end], defaultPort: scheme == "https" ? 443 : 80)
        let tail = String(rest[end...])
        target = tail.hasPrefix("/") ? tail : "/" + tail
        guard target.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F }) else {
            throw URLProblem(reason: "The URL's path has a blank or a control character.")
        }
    }

    private static func split(_ authority: Substring, defaultPort: Int) throws(URLProblem) -> (String, Int) {
        guard !authority.contains("@") else { throw URLProblem(reason: "The URL has user information.") }
        var host = authority
        var digits: Substring = ""
        if authority.hasPrefix("[") {
            guard let close = authority.firstIndex(of: "]") else {
                throw URLProblem(reason: "The URL's address has no closing bracket.")
            }
            host = authority[authority.index(after: authority.startIndex)..<close]
            digits = authority[authority.index(after: close)...]
            guard digits.isEmpty || digits.hasPrefix(":") else {
                throw URLProblem(reason: "The URL's address is followed by something else than a port.")
            }
            digits = digits.dropFirst()
        } else if let colon = authority.firstIndex(of: ":") {
            host = authority[..<colon]
            digits = authority[authority.index(after: colon)...]
        }
        guard !host.isEmpty, host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }) else {
            throw URLProblem(reason: "The URL's host is empty or has characters that no host has.")
        }
        guard !digits.isEmpty else { return (host.lowercased(), defaultPort) }
        guard digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let port = Int(digits), (1...65535).contains(port)
        else { throw URLProblem(reason: "The URL's port is not a number from 1 to 65535.") }
        return (host.lowercased(), port)
    }

    /// Host and port, the port only where it is not the scheme's own.
    public var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    /// Scheme and authority, as an `Origin` header spells them.
    ///
    /// - Source: RFC 6454 §6.2.
    public var origin: String { "\(scheme)://\(authority)" }

    /// Says whether the scheme is `https`.
    public var isSecure: Bool { scheme == "https" }

    /// Where to connect.
    public var endpoint: Endpoint { Endpoint(host: host, port: port) }

    /// The URL as text.
    public var description: String { origin + target }
}
