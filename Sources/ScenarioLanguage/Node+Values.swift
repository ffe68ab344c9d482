// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

extension Node {
    /// The text of a scalar.
    ///
    /// - Throws: `Diagnostic` if this is a list, a map or nothing.
    public func string() throws(Diagnostic) -> String {
        guard let text = scalarText, !isNothing else {
            throw Diagnostic(place, "expected text, found \(kindInWords)")
        }
        return text
    }

    /// A whole number.
    public func integer() throws(Diagnostic) -> Int {
        let text = try string()
        guard let number = Int(text) else { throw Diagnostic(place, "expected a whole number, found \"\(text)\"") }
        return number
    }

    /// A whole number of 0 or more.
    public func count() throws(Diagnostic) -> Int {
        let number = try integer()
        guard number >= 0 else { throw Diagnostic(place, "expected a number of 0 or more, found \(number)") }
        return number
    }

    /// `true` or `false`.
    public func bool() throws(Diagnostic) -> Bool {
        switch try string() {
        case "true": return true
        case "false": return false
        case let text: throw Diagnostic(place, "expected true or false, found \"\(text)\"")
        }
    }

    /// A duration with its unit: `300 ms`, `10 s`, `31 min`, `2 h`, `7 d`.
    public func duration() throws(Diagnostic) -> Duration {
        let text = try string()
        let parts = text.split(separator: " ")
        guard parts.count == 2, let number = Int64(parts[0]), number >= 0 else {
            throw Diagnostic(place, "expected a duration such as \"300 ms\" or \"31 min\", found \"\(text)\"")
        }
        switch parts[1] {
        case "ms": return .milliseconds(number)
        case "s": return .seconds(number)
        case "min": return .seconds(number * 60)
        case "h": return .seconds(number * 3600)
        case "d": return .seconds(number * 86_400)
        default:
            throw Diagnostic.unknown(
                "unit of time", String(parts[1]), at: place, known: ["ms", "s", "min", "h", "d"])
        }
    }

    /// A size: `512`, `512 B`, `64 KiB`, `5 MiB`.
    public func size() throws(Diagnostic) -> Int {
        let text = try string()
        let parts = text.split(separator: " ")
        guard let first = parts.first, let number = Int(first), number >= 0, parts.count <= 2 else {
            throw Diagnostic(place, "expected a number, or a size such as \"64 KiB\", found \"\(text)\"")
        }
        switch parts.count == 2 ? parts[1] : "B" {
        case "B", "byte", "bytes": return number
        case "KiB": return number << 10
        case "MiB": return number << 20
        case let unit:
            throw Diagnostic.unknown("unit of size", String(unit), at: place, known: ["B", "KiB", "MiB"])
        }
    }

    /// Bytes written in hexadecimal, spaces allowed between them: `00 ff 7f 80`.
    public func hexBytes() throws(Diagnostic) -> [UInt8] {
        let digits = isNothing ? [] : try string().filter { $0 != " " }.map(\.hexDigitValue)
        var bytes: [UInt8] = []
        guard digits.count.isMultiple(of: 2) else {
            throw Diagnostic(place, "expected bytes in hexadecimal, found an odd number of digits")
        }
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[index], let low = digits[index + 1] else {
                throw Diagnostic(place, "expected bytes in hexadecimal such as \"00 ff 7f\"")
            }
            bytes.append(UInt8(high << 4 | low))
        }
        return bytes
    }

    /// The members of a list.
    public func asList() throws(Diagnostic) -> [Node] {
        guard case .list(let nodes, _) = self else {
            throw Diagnostic(place, "expected a list, found \(kindInWords)")
        }
        return nodes
    }

    /// The members of a list, or this one value as a list of its own.
    public var oneOrMore: [Node] {
        if case .list(let nodes, _) = self { return nodes }
        return [self]
    }

    /// The texts of a list of texts, or of one text.
    public func strings() throws(Diagnostic) -> [String] {
        var texts: [String] = []
        for node in oneOrMore { texts.append(try node.string()) }
        return texts
    }

    /// One of a closed set of words.
    public func word(_ what: String, among known: [String]) throws(Diagnostic) -> String {
        let text = try string()
        guard known.contains(text) else { throw Diagnostic.unknown(what, text, at: place, known: known) }
        return text
    }
}
