// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Finds many texts at once, and JSON Web Tokens whether known or not.
///
/// - Shape: a text is filed under its last eight bytes, for the first ones are often the same (`eyJhbGci…`); a bit for
///   each hash of eight bytes keeps nearly all positions out of the table, so that a byte costs the same however many
///   texts are sought.
struct SecretFinder: Sendable {
    /// What a found text means.
    enum Meaning: Sendable, Hashable {
        /// A known secret.
        case secret(slot: Int, encoding: SecretEncoding)
        /// A name after which a secret follows, such as `access_token`.
        case name(String)
        /// A JSON Web Token.
        case token
        /// The text with which the mark of a slot begins.
        case mark
        /// What a pattern of that kind matches.
        case matched(Slot.Kind)

        /// Whether this is a name after which a secret follows.
        var isName: Bool { if case .name = self { true } else { false } }
    }

    /// One find.
    struct Find: Sendable, Hashable {
        var range: Range<Int>
        var meaning: Meaning
    }

    private struct Text {
        var bytes: [UInt8]
        var meaning: Meaning
        /// How many bytes at its end are meant, where what stands before them only says where they stand.
        var tail: Int?

        /// What is found where the text stands, nil where it is a part of a longer one.
        func find(at range: Range<Int>, in bytes: UnsafeRawBufferPointer) -> Find? {
            guard let tail else { return Find(range: range, meaning: meaning) }
            let isAlone =
                (range.lowerBound == 0 || SecretFinder.isBetweenFields(bytes[range.lowerBound - 1]))
                && (range.upperBound == bytes.count || SecretFinder.isBetweenFields(bytes[range.upperBound]))
            return isAlone ? Find(range: (range.upperBound - tail)..<range.upperBound, meaning: meaning) : nil
        }
    }

    private var texts: [Text] = []
    private var table: [UInt64: [Int]] = [:]
    private var filter = [UInt64](repeating: 0, count: 1024)
    private var short: [Text] = []
    /// How many bytes the longest text has.
    private(set) var longest = 0

    /// The most bytes of a token that is taken for one.
    static let longestToken = 16 * 1024

    /// Seeks one more text, or so many bytes at its end where it stands between the marks of fields.
    mutating func add(_ bytes: [UInt8], _ meaning: Meaning, tail: Int? = nil) {
        guard !bytes.isEmpty else { return }
        longest = max(longest, bytes.count)
        let text = Text(bytes: bytes, meaning: meaning, tail: tail)
        guard bytes.count >= 8 else { return short.append(text) }
        let key = bytes.suffix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let hash = Self.hash(key)
        filter[hash >> 6] |= 1 << UInt64(hash & 63)
        table[key, default: []].append(texts.count)
        texts.append(text)
    }

    /// Everything that is found, ordered, without overlaps; of two that overlap the one that begins first stays.
    func finds(in bytes: UnsafeRawBufferPointer) -> [Find] {
        var finds = long(in: bytes)
        for text in short { finds += Self.occurrences(of: text, in: bytes) }
        guard finds.count > 1 else { return finds }
        finds.sort { ($0.range.lowerBound, $1.range.upperBound) < ($1.range.lowerBound, $0.range.upperBound) }
        var end = 0
        return finds.filter { find in
            guard find.range.lowerBound >= end else { return false }
            end = find.range.upperBound
            return true
        }
    }

    private func long(in bytes: UnsafeRawBufferPointer) -> [Find] {
        guard bytes.count >= 8 else { return [] }
        return filter.withUnsafeBufferPointer { filter in
            var finds: [Find] = []
            var position = 0
            var noTokenBefore = 0
            let last = bytes.count - 8
            while position <= last {
                let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
                let hash = Self.hash(word)
                if filter[hash &>> 6] &>> UInt64(hash & 63) & 1 == 1 {
                    collect(word, endingAt: position + 8, in: bytes, into: &finds)
                }
                if word & 0xFF_FFFF_FFFF_FFFF == Self.markStart {
                    finds.append(Find(range: position..<(position + 7), meaning: .mark))
                }
                if word & 0xFF_FFFF == Self.tokenStart, position >= noTokenBefore {
                    let (end, isToken) = Self.token(bytes, from: position)
                    if isToken { finds.append(Find(range: position..<end, meaning: .token)) }
                    // A run of letters that was no token from here is none from a place further on in it either.
                    noTokenBefore = end
                }
                position &+= 1
            }
            return finds
        }
    }

    private func collect(_ key: UInt64, endingAt end: Int, in bytes: UnsafeRawBufferPointer, into finds: inout [Find]) {
        for index in table[key] ?? [] {
            let text = texts[index]
            let start = end - text.bytes.count
            guard start >= 0, bytes[start..<end].elementsEqual(text.bytes),
                let find = text.find(at: start..<end, in: bytes)
            else { continue }
            finds.append(find)
        }
    }

    @inline(__always)
    private static func hash(_ word: UInt64) -> Int { Int(truncatingIfNeeded: (word &* 0x9E37_79B9_7F4A_7C15) &>> 48) }

    /// The letters "eyJ", with which the Base64 of `{"` begins, as the low bytes of a word.
    private static let tokenStart: UInt64 = 0x4A_7965
    /// The text "{{slot:", as the low bytes of a word.
    private static let markStart: UInt64 = 0x3A_746F_6C73_7B7B

    /// Where what begins there ends, and whether that is a token.
    ///
    /// - Source: RFC 7519 §3, RFC 7515 §7.1: three parts in Base64 for URLs; an unsecured one has an empty third.
    private static func token(_ bytes: UnsafeRawBufferPointer, from start: Int) -> (end: Int, isToken: Bool) {
        var dots = 0
        var partStart = start
        var index = start
        while index < bytes.count, index - start <= longestToken {
            if bytes[index] == UInt8(ascii: ".") {
                guard index - partStart >= shortestPart, dots < 2 else { break }
                dots += 1
                partStart = index + 1
            } else if !isTokenOctet(bytes[index]) {
                break
            }
            index += 1
        }
        return (max(index, start + 1), dots == 2)
    }

    private static let shortestPart = 8

    private static func isTokenOctet(_ octet: UInt8) -> Bool {
        switch octet {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }

    private static func occurrences(of text: Text, in bytes: UnsafeRawBufferPointer) -> [Find] {
        guard bytes.count >= text.bytes.count else { return [] }
        return (0...(bytes.count - text.bytes.count)).compactMap { start in
            let range = start..<(start + text.bytes.count)
            guard bytes[start] == text.bytes[0], bytes[range].elementsEqual(text.bytes) else { return nil }
            return text.find(at: range, in: bytes)
        }
    }

    /// Whether an octet stands before or behind a cookie, a query item or a header line, and never in one.
    private static func isBetweenFields(_ octet: UInt8) -> Bool { separators.contains(octet) }

    private static let separators = Set("\n\";&?, [#'\\".utf8)
}
