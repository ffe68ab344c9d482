// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// What the `Set-Cookie` line of one cookie must be.
struct CookieExpectation: Sendable, Hashable {
    static let keys = [
        "value", "http-only", "secure", "same-site", "path", "domain", "max-age", "max-bytes", "min-bits", "removed",
    ]

    /// What stands for the cookies of all names.
    private static let every = "every-cookie"

    /// The name; `session-cookie` stands for the proxy's own.
    let name: Template
    private let isEvery: Bool
    private let isAbsent: Bool
    private let rules: [Node.Entry]
    private let patterns: [String: TextPattern]
    private let numbers: [String: Int]
    private let flags: [String: Bool]

    init(_ entry: Node.Entry) throws(Diagnostic) {
        let key = entry.key == "session-cookie" ? "<proxy.session-cookie>" : entry.key
        name = Template(key, place: entry.keyPlace)
        isEvery = key == Self.every
        var patterns: [String: TextPattern] = [:]
        var numbers: [String: Int] = [:]
        var flags: [String: Bool] = [:]
        if entry.value.scalarText != nil {
            isAbsent = try entry.value.word("word", among: ["absent", "present"]) == "absent"
            rules = []
        } else {
            isAbsent = false
            rules = try entry.value.asMap(Self.keys).entries
        }
        for rule in rules {
            switch rule.key {
            case "http-only", "secure", "removed": flags[rule.key] = try rule.value.bool()
            case "max-bytes", "min-bits": numbers[rule.key] = try rule.value.count()
            default: patterns[rule.key] = try TextPattern(rule.value)
            }
        }
        self.patterns = patterns
        self.numbers = numbers
        self.flags = flags
    }

    /// Reads a map of cookies.
    static func list(_ node: Node) throws(Diagnostic) -> [CookieExpectation] {
        var list: [CookieExpectation] = []
        for entry in try node.asMap().entries { list.append(try CookieExpectation(entry)) }
        return list
    }

    /// What does not fit among these `Set-Cookie` lines; the last of the name counts, or each one.
    func mismatches(_ lines: [String], _ scene: Scene) async throws -> [Mismatch] {
        let name = try await scene.text(name)
        let found = isEvery ? lines : lines.last { $0.hasPrefix("\(name)=") }.map { [$0] } ?? []
        guard !found.isEmpty else {
            return isAbsent ? [] : [Mismatch(expected: "a Set-Cookie of \(name)", seen: "none")]
        }
        if isAbsent { return [Mismatch(expected: "no Set-Cookie of \(name)", seen: found[0])] }
        var mismatches: [Mismatch] = []
        for line in found { mismatches += try await self.mismatches(line, name, scene) }
        return mismatches
    }

    private func mismatches(_ line: String, _ name: String, _ scene: Scene) async throws -> [Mismatch] {
        // Looked at first, for what is too long is no cookie to a browser.
        if let limit = numbers["max-bytes"], line.utf8.count > limit {
            let seen = "\(line.utf8.count): \(line.prefix { $0 != "=" })=…"
            return [Mismatch(expected: "\(name) with max-bytes: \(limit)", seen: seen)]
        }
        guard let cookie = SetCookieHeader.parse(line) else {
            return [Mismatch(expected: "a Set-Cookie of \(name)", seen: "not a cookie: \(line)")]
        }
        var mismatches: [Mismatch] = []
        for rule in rules where try await !holds(rule.key, cookie, scene) {
            let wanted = JSONExpectation.text(rule.value)
            mismatches.append(Mismatch(expected: "\(name) with \(rule.key): \(wanted)", seen: line))
        }
        return mismatches
    }

    private func holds(_ key: String, _ cookie: SetCookieHeader, _ scene: Scene) async throws -> Bool {
        if let pattern = patterns[key] {
            return try await pattern.matches(Self.values(key, cookie), scene)
        }
        switch key {
        case "http-only": return cookie.httpOnly == flags[key]
        case "secure": return cookie.secure == flags[key]
        case "removed": return Self.removes(cookie) == flags[key]
        case "max-bytes": return true
        default: return Self.bits(cookie.value) >= numbers[key] ?? 0
        }
    }

    private static func values(_ key: String, _ cookie: SetCookieHeader) -> [String] {
        let value: String? =
            switch key {
            case "value": cookie.value
            case "same-site": cookie.sameSite?.rawValue
            case "path": cookie.path
            case "domain": cookie.domain
            default: cookie.maxAge.map { String($0) }
            }
        return value.map { [$0] } ?? []
    }

    /// A removal has an age of 0 or an expiry at the beginning of time (RFC 6265bis §5.7).
    private static func removes(_ cookie: SetCookieHeader) -> Bool {
        if let age = cookie.maxAge { return age <= 0 }
        return (cookie.expires ?? .max) <= 86_400
    }

    /// The bits the value could hold at most: 4 per hexadecimal digit, 6 per other letter or digit.
    private static func bits(_ value: String) -> Int {
        value.count * (value.allSatisfy(\.isHexDigit) ? 4 : 6)
    }
}
