// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The pairs of one `Cookie` line, in their order.
///
/// - Source: RFC 6265bis §4.2.1.
public struct CookieHeader: Sendable, Hashable {
    /// The pairs in their order; a name may come twice.
    public var pairs: [CookiePair]

    /// Makes a header of the given pairs.
    public init(pairs: [CookiePair] = []) { self.pairs = pairs }

    /// Reads a line: pairs are split at semicolons, name and value at the first equals sign.
    public static func parse(_ line: String) -> CookieHeader {
        let parts = line.utf8.split(separator: ASCII.semicolon)
        return CookieHeader(pairs: parts.compactMap { pair(Substring($0)) })
    }

    /// The line, with `; ` between pairs.
    public var serialized: String {
        pairs.map { $0.name.isEmpty ? $0.value : "\($0.name)=\($0.value)" }.joined(separator: "; ")
    }

    /// The value of the first pair of that name; cookie names know upper and lower case.
    public func first(_ name: String) -> String? { pairs.first { $0.name == name }?.value }

    /// The values of all pairs of that name.
    public func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

    private static func pair(_ part: Substring) -> CookiePair? {
        let text = ASCII.trimmed(part)
        guard !text.isEmpty else { return nil }
        guard let equals = text.utf8.firstIndex(of: ASCII.equals) else {
            return CookiePair(name: "", value: String(text))
        }
        return CookiePair(
            name: String(ASCII.trimmed(text[..<equals])),
            value: String(ASCII.trimmed(text[text.utf8.index(after: equals)...])))
    }
}
