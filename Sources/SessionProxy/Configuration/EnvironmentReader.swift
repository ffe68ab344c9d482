// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Transport

/// Reads variables one by one and remembers what was wrong, so that all problems can be told at once.
struct EnvironmentReader {
    private let values: [String: String]
    private(set) var problems: [ConfigurationProblem] = []

    init(_ values: [String: String]) {
        self.values = values
    }

    mutating func report(_ variable: String, _ what: String) {
        problems.append(ConfigurationProblem(variable, what))
    }

    /// The value without blanks around it; nil when it is missing or blank.
    func optional(_ variable: String) -> String? {
        guard let raw = values[variable] else { return nil }
        let blanks: Set<Character> = [" ", "\t", "\n", "\r", "\r\n"]
        let trimmed = String(raw.drop { blanks.contains($0) }.reversed().drop { blanks.contains($0) }.reversed())
        return trimmed.isEmpty ? nil : trimmed
    }

    mutating func required(_ variable: String) -> String? {
        if let value = optional(variable) { return value }
        report(variable, values[variable] == nil ? "is missing." : "is empty.")
        return nil
    }

    /// A required value that becomes part of a header or a token: no control characters.
    mutating func requiredText(_ variable: String) -> String? {
        guard let value = required(variable) else { return nil }
        guard isPrintable(value) else {
            report(variable, "has a control character in it.")
            return nil
        }
        return value
    }

    /// A required URL; `https://` is understood where no scheme is written.
    mutating func requiredURL(_ variable: String) -> HTTPURL? {
        guard let value = required(variable) else { return nil }
        return url(variable, value.contains("://") ? value : "https://" + value)
    }

    private mutating func url(_ variable: String, _ text: String) -> HTTPURL? {
        do throws(URLProblem) {
            let url = try HTTPURL(text)
            guard url.isSecure || Self.isLoopback(url.host) else {
                report(variable, "must be https, unless it names this machine.")
                return nil
            }
            return url
        } catch {
            report(variable, "is no usable URL: \(Self.lowercasingFirst(error.reason))")
            return nil
        }
    }

    mutating func number(_ variable: String, in range: ClosedRange<Int>, otherwise: Int) -> Int {
        guard let value = optional(variable) else { return otherwise }
        guard let number = Int(value), range.contains(number) else {
            report(variable, "is no number from \(range.lowerBound) to \(range.upperBound).")
            return otherwise
        }
        return number
    }

    /// `true` or `false`; false when it is missing.
    mutating func flag(_ variable: String) -> Bool {
        switch optional(variable) {
        case "true": return true
        case "false", nil: return false
        default:
            report(variable, "is neither true nor false.")
            return false
        }
    }

    /// A number of bytes or pieces; `K`, `M` and `G` stand for 2 to the power of 10, 20 and 30.
    mutating func size(_ variable: String, in range: ClosedRange<Int>, otherwise: Int) -> Int {
        guard let value = optional(variable) else { return otherwise }
        let shifts: [Character: Int] = ["K": 10, "M": 20, "G": 30]
        let shift = value.last.flatMap { shifts[$0] }
        let number = Int(shift == nil ? value[...] : value.dropLast())
        let (size, isOver) = (number ?? -1).multipliedReportingOverflow(by: 1 << (shift ?? 0))
        guard !isOver, range.contains(size) else {
            report(variable, "is no number from \(range.lowerBound) to \(range.upperBound), such as 500, 64K or 16M.")
            return otherwise
        }
        return size
    }

    /// A length of time: seconds, or a number with `s`, `m` or `h`.
    mutating func duration(_ variable: String, otherwise: Duration) -> Duration {
        guard let value = optional(variable) else { return otherwise }
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600]
        let unit = value.last.flatMap { units[$0] }
        guard let number = Int(unit == nil ? value[...] : value.dropLast()), (1...31_536_000).contains(number) else {
            report(variable, "is no length of time such as 90, 90s, 30m or 24h.")
            return otherwise
        }
        return .seconds(number * (unit ?? 1))
    }

    /// A list separated by commas.
    func list(_ variable: String) -> [String] {
        guard let value = optional(variable) else { return [] }
        return value.split(separator: ",").map { String($0).filter { $0 != " " } }.filter { !$0.isEmpty }
    }

    /// Addresses and networks, separated by commas.
    mutating func ranges(_ variable: String) -> [AddressRange] {
        list(variable).compactMap { text in
            let range = AddressRange(text)
            if range == nil {
                report(
                    variable,
                    "has an entry that is no address and no network, such as 10.0.0.7, 10.1.0.0/16 or fd00::/8 "
                        + "(nothing may be set behind a network's own bits).")
            }
            return range
        }
    }

    /// A place to listen on, such as `127.0.0.1:9464` or `[::1]:9464`.
    mutating func endpoint(_ variable: String) -> Endpoint? {
        guard let value = optional(variable) else { return nil }
        guard let colon = value.lastIndex(of: ":"), let port = Int(value[value.index(after: colon)...]),
            (0...65535).contains(port), let host = Self.host(value[..<colon])
        else {
            report(variable, "is no address with a port, such as 127.0.0.1:9464 or [::1]:9464.")
            return nil
        }
        return Endpoint(host: host, port: port)
    }

    /// A host name or an address, an IPv6 one in brackets.
    private static func host(_ text: Substring) -> String? {
        if text.first == "[", text.last == "]" {
            let inner = String(text.dropFirst().dropLast())
            return inner.contains(":") && IPAddress(inner) != nil ? inner : nil
        }
        let isPlain = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "-" || $0 == "." }
        return isPlain && !text.isEmpty ? String(text) : nil
    }

    private func isPrintable(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    }

    private static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host.hasSuffix(".localhost") || host.hasPrefix("127.") || host == "::1"
    }

    private static func lowercasingFirst(_ text: String) -> String {
        text.prefix(1).lowercased() + text.dropFirst()
    }
}
