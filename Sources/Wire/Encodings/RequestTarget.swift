// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A request target split at its first question mark, never normalised.
///
/// - Source: RFC 9112 §3.2.1 (origin form).
public struct RequestTarget: Sendable, Hashable, CustomStringConvertible {
    /// Everything before the first question mark.
    public var path: String
    /// Everything after the first question mark, nil where there is none.
    public var query: String?

    /// Splits a raw target.
    public init(_ raw: String) {
        guard let mark = raw.utf8.firstIndex(of: UInt8(ascii: "?")) else {
            path = raw
            return
        }
        path = String(raw[..<mark])
        query = String(raw[raw.utf8.index(after: mark)...])
    }

    /// Makes a target of path and encoded query.
    public init(path: String, query: String?) {
        self.path = path
        self.query = query
    }

    /// The decoded names and values of the query.
    public var queryItems: [(name: String, value: String)] {
        PercentEncoding.parseForm(query ?? "").map { (name: $0.0, value: $0.1) }
    }

    /// The decoded value of the first query item of that name.
    public func queryValue(_ name: String) -> String? {
        queryItems.first { $0.name == name }?.value
    }

    /// The raw target again.
    public var description: String { query.map { "\(path)?\($0)" } ?? path }
}
