// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Finds what is secret by its form: configured regular expressions, and e-mail addresses by choice.
struct SecretPatterns: Sendable {
    private let sources: [String]
    private let emails: Bool

    /// Checks the configured expressions.
    ///
    /// - Throws: ``CassetteProblem`` with `.invalid`.
    init(_ rules: RedactionRules) throws {
        sources = rules.patterns
        emails = rules.emails
        for source in sources {
            do { _ = try Regex(source) } catch {
                throw CassetteProblem(.invalid, "\"\(source)\" is not a regular expression: \(error).")
            }
        }
    }

    /// The finds, and what the patterns find beside them, in order.
    func merged(_ finds: [SecretFinder.Find], in bytes: UnsafeRawBufferPointer) -> [SecretFinder.Find] {
        guard emails || !sources.isEmpty else { return finds }
        var all = finds
        if emails { all += Self.addresses(in: bytes) }
        if !sources.isEmpty { all += matches(in: bytes) }
        return all.sorted {
            ($0.range.lowerBound, $1.range.upperBound) < ($1.range.lowerBound, $0.range.upperBound)
        }
    }

    private func matches(in bytes: UnsafeRawBufferPointer) -> [SecretFinder.Find] {
        // One scalar per octet, so that a place in the text is a place in the bytes.
        let text = String(octets: bytes)
        return sources.flatMap { source -> [SecretFinder.Find] in
            let regex: Regex<AnyRegexOutput>
            do { regex = try Regex(source) } catch { return [] }
            return text.matches(of: regex).compactMap { match in
                guard let range = match.output.count > 1 ? match.output[1].range : match.range else { return nil }
                let start = text.unicodeScalars.distance(from: text.startIndex, to: range.lowerBound)
                let count = text.unicodeScalars.distance(from: range.lowerBound, to: range.upperBound)
                guard count > 0 else { return nil }
                return SecretFinder.Find(range: start..<(start + count), meaning: .matched(.configured))
            }
        }
    }

    /// Addresses as people write them: RFC 5321's dot-strings, with a dot in the domain.
    private static func addresses(in bytes: UnsafeRawBufferPointer) -> [SecretFinder.Find] {
        var finds: [SecretFinder.Find] = []
        for position in bytes.indices where bytes[position] == UInt8(ascii: "@") {
            var start = position
            while start > 0, isLocalOctet(bytes[start - 1]) { start -= 1 }
            var end = position + 1
            while end < bytes.count, isDomainOctet(bytes[end]) { end += 1 }
            while end > position + 1, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
            let hasDot = bytes[(position + 1)..<end].contains(UInt8(ascii: "."))
            guard start < position, hasDot else { continue }
            finds.append(SecretFinder.Find(range: start..<end, meaning: .matched(.email)))
        }
        return finds
    }

    private static func isDomainOctet(_ octet: UInt8) -> Bool {
        switch octet {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."): true
        default: false
        }
    }

    private static func isLocalOctet(_ octet: UInt8) -> Bool {
        isDomainOctet(octet) || octet == UInt8(ascii: "_") || octet == UInt8(ascii: "+")
    }
}
