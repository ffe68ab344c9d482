// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Reads the `.env` format: `NAME=value` lines.
///
/// - Shape: `#` comments, an optional `export`, single quotes (literal), double quotes (`\n`, `\"`, `\\`; may span
///   lines); unquoted values end at ` #`.
enum DotEnv {
    static func parse(_ text: String) throws(ConfigurationProblem) -> [String: String] {
        var scanner = DotEnvScanner(text)
        var values: [String: String] = [:]
        while let (name, value) = try scanner.next() { values[name] = value }
        return values
    }
}

private struct DotEnvScanner {
    private var rest: Substring.UnicodeScalarView
    private var line = 1

    init(_ text: String) {
        rest = Substring(text.filter { $0 != "\u{FEFF}" }).unicodeScalars
    }

    mutating func next() throws(ConfigurationProblem) -> (String, String)? {
        while let first = rest.first {
            if first == "#" {
                skipLine()
            } else if first == "\n" || first == "\r" || first == " " || first == "\t" {
                advance()
            } else {
                return try assignment()
            }
        }
        return nil
    }

    private mutating func assignment() throws(ConfigurationProblem) -> (String, String) {
        let start = line
        var name = take { $0 != "=" && $0 != "\n" }
        guard rest.first == "=" else { throw problem(start, "has no \"=\".") }
        advance()
        if name.hasPrefix("export ") { name.removeFirst("export ".count) }
        name = name.filter { $0 != " " && $0 != "\t" }
        guard !name.isEmpty else { throw problem(start, "has no name before the \"=\".") }
        _ = take { $0 == " " || $0 == "\t" }
        let value: String
        switch rest.first {
        case "\"", "'": value = try quoted(start)
        default: value = unquoted()
        }
        skipLine()
        return (name, value)
    }

    private mutating func quoted(_ start: Int) throws(ConfigurationProblem) -> String {
        let quote = rest.first
        advance()
        var value = String.UnicodeScalarView()
        while let scalar = rest.first {
            advance()
            if scalar == quote { return String(value) }
            guard scalar == "\\", quote == "\"", let escaped = rest.first else {
                value.append(scalar)
                continue
            }
            advance()
            switch escaped {
            case "n": value.append("\n")
            case "r": value.append("\r")
            case "t": value.append("\t")
            case "\"", "\\", "$": value.append(escaped)
            default: value.append(contentsOf: [scalar, escaped])
            }
        }
        throw problem(start, "opens a quotation that is never closed.")
    }

    private mutating func unquoted() -> String {
        var value = take { $0 != "\n" && $0 != "\r" }
        if let comment = value.firstRange(of: " #") { value = String(value[..<comment.lowerBound]) }
        while value.last == " " || value.last == "\t" { value.removeLast() }
        return value
    }

    private mutating func take(while matches: (Unicode.Scalar) -> Bool) -> String {
        var taken = String.UnicodeScalarView()
        while let scalar = rest.first, matches(scalar) {
            taken.append(scalar)
            advance()
        }
        return String(taken)
    }

    private mutating func skipLine() {
        _ = take { $0 != "\n" }
    }

    private mutating func advance() {
        if rest.popFirst() == "\n" { line += 1 }
    }

    private func problem(_ line: Int, _ what: String) -> ConfigurationProblem {
        ConfigurationProblem(".env", "line \(line) \(what)")
    }
}
