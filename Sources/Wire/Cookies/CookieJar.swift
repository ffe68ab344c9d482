// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Keeps cookies as a user agent does.
///
/// - Source: RFC 6265bis §5.7 (storage), §5.8 (retrieval).
public struct CookieJar: Sendable, Hashable {
    /// The cookies in the order of their creation, expired ones included until the next `store`.
    public internal(set) var all: [StoredCookie] = []
    var nextSerial: UInt64 = 0

    /// Makes an empty jar.
    public init() {}

    /// Takes one `Set-Cookie` line from an answer of `origin`.
    ///
    /// - Returns: whether the jar changed; a line that must be ignored changes nothing.
    @discardableResult
    public mutating func store(_ line: String, from origin: CookieOrigin, now: Int64) -> Bool { false }

    /// The value of the `Cookie` line for a request to `origin`; nil where no cookie matches.
    public func header(for origin: CookieOrigin, now: Int64) -> String? { nil }

    /// The cookies that a request to `origin` carries, longest path first, then the oldest.
    public func cookies(for origin: CookieOrigin, now: Int64) -> [StoredCookie] { [] }

    /// Forgets everything.
    public mutating func removeAll() { all = [] }

    /// Forgets the cookies for which the condition holds.
    public mutating func removeAll(where condition: (StoredCookie) -> Bool) { all.removeAll(where: condition) }

    /// The jar as compact bytes.
    public func encode() -> [UInt8] { [] }

    /// Reads what `encode` wrote.
    ///
    /// - Throws: `WireError` with `.badEncoding`.
    public static func decode(_ bytes: [UInt8]) throws(WireError) -> CookieJar { CookieJar() }
}
