// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Transport
import Wire

/// Where a Redis server is and who we are there: `redis://[user[:password]@]host[:port][/database]`.
///
/// - Shape: `rediss` means TLS. A password without a user is `redis://:password@host`; both may be percent-encoded.
/// - Source: IANA, provisional URI schemes `redis` and `rediss`; redis.io "AUTH" (the default user has no name).
public struct RESPAddress: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    /// The port of a server that nobody configured.
    public static let defaultPort = 6379

    /// Host and port.
    public var endpoint: Endpoint
    /// Whether the connection is encrypted.
    public var isSecure: Bool
    /// The user; nil is the default one.
    public var user: String?
    /// The password; nil where the server asks for none.
    public var password: String?
    /// The number of the database.
    public var database: Int

    /// Puts an address together.
    public init(
        endpoint: Endpoint, isSecure: Bool = false, user: String? = nil, password: String? = nil, database: Int = 0
    ) {
        self.endpoint = endpoint
        self.isSecure = isSecure
        self.user = user
        self.password = password
        self.database = database
    }

    /// Says whether a text is meant as such an address.
    public static func isMeant(by text: String) -> Bool {
        text.hasPrefix("redis://") || text.hasPrefix("rediss://")
    }

    /// Reads an address.
    ///
    /// - Throws: `RESPError` with `.badAddress`; the reason does not repeat the text, for it may hold a password.
    public init(_ text: String) throws(RESPError) {
        guard Self.isMeant(by: text), let mark = text.firstRange(of: "://") else {
            throw Self.bad("has no known scheme")
        }
        guard !text.contains("?"), !text.contains("#") else { throw Self.bad("has a query or a fragment") }
        var rest = text[mark.upperBound...]
        var path: Substring = ""
        if let slash = rest.firstIndex(of: "/") { (rest, path) = (rest[..<slash], rest[slash...].dropFirst()) }
        var credentials: Substring?
        if let at = rest.lastIndex(of: "@") { (credentials, rest) = (rest[..<at], rest[rest.index(after: at)...]) }
        self.init(endpoint: try Self.endpoint(rest), isSecure: text.hasPrefix("rediss://"))
        if let credentials { (user, password) = try Self.credentials(credentials) }
        guard path.isEmpty || path.allSatisfy(\.isASCII), let database = path.isEmpty ? 0 : Int(path), database >= 0
        else { throw Self.bad("has no number of a database after its slash") }
        self.database = database
    }

    /// The address without user and password.
    public var description: String { "\(isSecure ? "rediss" : "redis")://\(endpoint)/\(database)" }

    /// Shows what `description` does.
    public var customMirror: Mirror { Mirror(self, children: ["address": description], displayStyle: .struct) }

    private static func endpoint(_ text: Substring) throws(RESPError) -> Endpoint {
        var host = text
        var port: Substring?
        if text.hasPrefix("["), let end = text.lastIndex(of: "]") {
            host = text[text.index(after: text.startIndex)..<end]
            let after = text[text.index(after: end)...]
            guard after.isEmpty || after.hasPrefix(":") else { throw bad("has something between address and port") }
            port = after.isEmpty ? nil : after.dropFirst()
        } else if let colon = text.lastIndex(of: ":") {
            (host, port) = (text[..<colon], text[text.index(after: colon)...])
        }
        guard !host.isEmpty, !host.contains(where: { "[]".contains($0) }) else { throw bad("names no host") }
        guard let port else { return Endpoint(host: String(host), port: defaultPort) }
        guard let number = UInt16(port), number > 0 else { throw bad("has no usable port") }
        return Endpoint(host: String(host), port: Int(number))
    }

    private static func credentials(_ text: Substring) throws(RESPError) -> (user: String?, password: String?) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            .map { PercentEncoding.decode(String($0)) }
        guard let user = parts.first ?? nil, let password = parts.count == 2 ? parts[1] : .some("") else {
            throw bad("has a user or password that is not percent-encoded as it should be")
        }
        return (user.isEmpty ? nil : user, password.isEmpty ? nil : password)
    }

    private static func bad(_ what: String) -> RESPError {
        RESPError(.badAddress, "The address \(what): redis://[user[:password]@]host[:port][/database] is meant.")
    }
}
