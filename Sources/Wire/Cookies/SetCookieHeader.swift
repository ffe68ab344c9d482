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
    public static func parse(_ line: String) -> SetCookieHeader? {
        guard !line.utf8.contains(where: ASCII.isControl) else { return nil }
        let parts = line.utf8.split(separator: ASCII.semicolon, omittingEmptySubsequences: false).map { Substring($0) }
        guard let first = parts.first else { return nil }
        let pair = split(first)
        let (name, value) = pair.value.map { (pair.name, $0) } ?? ("", pair.name)
        guard !(name.isEmpty && value.isEmpty) else { return nil }
        guard name.unicodeScalars.count + value.unicodeScalars.count <= longestPair else { return nil }
        var header = SetCookieHeader(name: name, value: value)
        for part in parts.dropFirst() {
            let attribute = split(part)
            let value = attribute.value ?? ""
            if value.unicodeScalars.count <= longestAttribute { header.apply(attribute.name, value) }
        }
        return header
    }

    /// The most octets of name and value together.
    public static let longestPair = 4096
    /// The most octets of an attribute's value.
    public static let longestAttribute = 1024

    /// The line as a server would write it.
    ///
    /// - Source: RFC 6265bis §4.1.1.
    public func serialized() -> String {
        var line = name.isEmpty ? value : "\(name)=\(value)"
        if let expires { line += "; Expires=\(HTTPDate.string(expires))" }
        if let maxAge { line += "; Max-Age=\(maxAge)" }
        if let domain { line += "; Domain=\(domain)" }
        if let path { line += "; Path=\(path)" }
        if secure { line += "; Secure" }
        if httpOnly { line += "; HttpOnly" }
        if let sameSite { line += "; SameSite=\(sameSite.rawValue)" }
        if partitioned { line += "; Partitioned" }
        return line
    }

    /// Splits at the first equals sign and trims both halves; the value is nil where there is none.
    private static func split(_ part: Substring) -> (name: String, value: String?) {
        guard let equals = part.utf8.firstIndex(of: ASCII.equals) else {
            return (String(ASCII.trimmed(part)), nil)
        }
        let value = part[part.utf8.index(after: equals)...]
        return (String(ASCII.trimmed(part[..<equals])), String(ASCII.trimmed(value)))
    }

    /// - Source: RFC 6265bis §5.6.1 to §5.6.7; of a repeated attribute the last one counts.
    private mutating func apply(_ attribute: String, _ value: String) {
        switch ASCII.lowercased(attribute) {
        case "expires": if let date = CookieDate.parse(value) { expires = date }
        case "max-age": if let age = Self.age(value) { maxAge = age }
        case "domain":
            let name = ASCII.lowercased(value.hasPrefix(".") ? String(value.dropFirst()) : value)
            domain = name.isEmpty ? nil : name
        case "path": path = value.hasPrefix("/") ? value : nil
        case "secure": secure = true
        case "httponly": httpOnly = true
        case "samesite": sameSite = SameSite.allCases.first { ASCII.equalIgnoringCase($0.rawValue, value) }
        case "partitioned": partitioned = true
        default: break
        }
    }

    /// A number of seconds, cut off where `Int64` ends.
    private static func age(_ value: String) -> Int64? {
        let isNegative = value.utf8.first == UInt8(ascii: "-")
        let digits = value.utf8.dropFirst(isNegative ? 1 : 0)
        guard !digits.isEmpty, digits.allSatisfy(ASCII.isDigit) else { return nil }
        return Int64(value) ?? (isNegative ? Int64.min : Int64.max)
    }
}
