// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Finds many texts at once, and JSON Web Tokens whether known or not.
///
/// - Shape: only every fourth position is looked at, so a text is filed under each of the four words of four bytes with
///   which its last seven can lie there; its last ones, for the first are often the same (`eyJhbGci…`). A bit for each
///   hash of a word keeps nearly all positions out of the table, so that a byte costs the same however many texts are
///   sought.
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

    /// Where a word stands in a text.
    private struct Place {
        var text: Int
        var offset: Int
    }

    private var texts: [Text] = []
    private var table: [UInt32: [Place]] = [:]
    private var filter = WordFilter()
    private var short: [Text] = []
    /// How many texts are sought.
    var count: Int { texts.count + short.count }
    /// How many bytes the longest text has.
    private(set) var longest = 0

    /// The most bytes of a token that is taken for one.
    static let longestToken = 16 * 1024

    /// Seeks one more text, or so many bytes at its end where it stands between the marks of fields.
    mutating func add(_ bytes: [UInt8], _ meaning: Meaning, tail: Int? = nil) {
        guard !bytes.isEmpty else { return }
        longest = max(longest, bytes.count)
        let text = Text(bytes: bytes, meaning: meaning, tail: tail)
        guard bytes.count >= Self.shortestFiled else { return short.append(text) }
        for offset in (bytes.count - Self.shortestFiled)...(bytes.count - 4) {
            let word = bytes[offset..<(offset + 4)].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            table[word, default: []].append(Place(text: texts.count, offset: offset))
            filter.add(word, of: table)
        }
        texts.append(text)
    }

    /// Of a text this long one word lies at a fourth position, wherever it begins.
    private static let shortestFiled = 7

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
        filter.withBits { bits in
            var finds: [Find] = []
            var noTokenBefore = 0
            var position = 0
            while position < bytes.count {
                let left = bytes.count - position
                let words = left >= 8 ? bytes.words(at: position) : bytes.lastWords(at: position)
                let (low, high) = (UInt32(truncatingIfNeeded: words), UInt32(truncatingIfNeeded: words >> 32))
                if bits.mayHold(low), left >= 4 { collect(low, at: position, in: bytes, into: &finds) }
                if bits.mayHold(high), left >= 8 { collect(high, at: position + 4, in: bytes, into: &finds) }
                if Self.holdsTokenLetter(words) {
                    tokens(near: position, in: bytes, noneBefore: &noTokenBefore, into: &finds)
                }
                position &+= 8
            }
            return finds
        }
    }

    private func collect(_ word: UInt32, at position: Int, in bytes: UnsafeRawBufferPointer, into finds: inout [Find]) {
        for place in table[word] ?? [] {
            let text = texts[place.text]
            let start = position - place.offset
            let end = start + text.bytes.count
            guard start >= 0, end <= bytes.count, bytes[start..<end].elementsEqual(text.bytes),
                let find = text.find(at: start..<end, in: bytes)
            else { continue }
            finds.append(find)
        }
    }

    // MARK: Tokens

    /// How the Base64 of `{"` begins; the last letter is rare in most texts, so it is looked for first.
    private static let tokenStart = Array("eyJ".utf8)

    /// Whether one of eight bytes is a capital J.
    @inline(__always)
    private static func holdsTokenLetter(_ words: UInt64) -> Bool {
        let zeroWhereEqual = words ^ 0x4A4A_4A4A_4A4A_4A4A
        return (zeroWhereEqual &- 0x0101_0101_0101_0101) & ~zeroWhereEqual & 0x8080_8080_8080_8080 != 0
    }

    /// The tokens whose third letter is one of the eight bytes there.
    private func tokens(
        near position: Int, in bytes: UnsafeRawBufferPointer, noneBefore: inout Int, into finds: inout [Find]
    ) {
        for third in position..<min(position + 8, bytes.count) where bytes[third] == Self.tokenStart[2] {
            let start = third - 2
            guard start >= noneBefore, start >= 0, bytes[start..<third].elementsEqual(Self.tokenStart[..<2]) else {
                continue
            }
            let (end, isToken) = Self.token(bytes, from: start)
            if isToken { finds.append(Find(range: start..<end, meaning: .token)) }
            // A run of letters that was no token from here is none from a place further on in it either.
            noneBefore = end
        }
    }

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
