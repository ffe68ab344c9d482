// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Changes octets at random, in the same way for the same seed.
struct Mutator {
    private var random: Generator

    init(seed: UInt64) {
        random = Generator(state: seed)
    }

    /// SplitMix64.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var word = state
            word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
            return word ^ (word >> 31)
        }
    }

    /// What parsers trip over.
    private static let words: [[UInt8]] =
        [
            "\r\n", "\n", "\r", "\r\n\r\n", "\0", " ", "\t", ":", ";", ",", "?", "#", "%", "%00", "%2f", "/..", "//",
            "\"",
            "0\r\n\r\n", "1\r\nx\r\n", "ffffffffffffffff\r\n", "-1", "+1", "0x10", "18446744073709551616", "HTTP/1.1",
            "HTTP/1.0", "HTTP/2.0", "Content-Length: 0\r\n", "Content-Length: 5\r\n", "Content-Length: 5, 5\r\n",
            "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: gzip, chunked\r\n", "Transfer-Encoding : chunked\r\n",
            "Connection: close\r\n", "Connection: keep-alive, Cookie\r\n", "Upgrade: websocket\r\n", "Host: a\r\n",
            "Expect: 100-continue\r\n", " folded\r\n", "Cookie: __Host-session=x\r\n", "Set-Cookie: a=b\r\n",
            "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "GET / HTTP/1.1\r\n",
            "\u{FEFF}", "é", "💥",
        ].map { Array($0.utf8) } + [
            [0xFF], [0x80], [0xC3, 0x28], [0x81, 0x7E], [0x81, 0xFE, 0xFF, 0xFF], [0x88, 0x80],
        ]

    /// What a parser of numbers trips over.
    private static let numbers = [
        "", "0", "00", "1", "-1", "+1", "0x10", "1.5", "65536", "2147483648", "4294967296", "9223372036854775808",
        "18446744073709551616", "7fffffffffffffff", "8000000000000000", "ffffffffffffffff", "10000000000000000",
    ].map { Array($0.utf8) }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(0...elements.count - 1)] }

    /// The octets after up to eight changes; sometimes after none.
    mutating func mutate(_ octets: [UInt8]) -> [UInt8] {
        var octets = octets
        for _ in 0..<number(0...8) { change(&octets) }
        return octets
    }

    /// The octets in up to four pieces.
    mutating func cut(_ octets: [UInt8]) -> [[UInt8]] {
        var pieces = [octets]
        for _ in 0..<number(0...3) {
            let last = pieces.removeLast()
            let place = number(0...last.count)
            pieces += [Array(last[..<place]), Array(last[place...])]
        }
        return pieces.filter { !$0.isEmpty }
    }

    private mutating func range(of octets: [UInt8]) -> Range<Int> {
        let start = number(0...octets.count)
        return start..<min(octets.count, start + number(0...40))
    }

    /// Somewhere, or where a line begins.
    private mutating func place(in octets: [UInt8]) -> Int {
        let lines = octets.indices.filter { $0 > 0 && octets[$0 - 1] == 0x0A }
        return lines.isEmpty || number(0...2) > 0 ? number(0...octets.count) : pick(lines)
    }

    /// The words that are numbers, decimal or hexadecimal.
    private static func numbers(in octets: [UInt8]) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var start = 0
        for index in 0...octets.count where index == octets.count || !isLetterOrDigit(octets[index]) {
            let word = octets[start..<index]
            if !word.isEmpty, word.allSatisfy(isHexDigit) { words.append(start..<index) }
            start = index + 1
        }
        return words
    }

    private static func isHexDigit(_ octet: UInt8) -> Bool {
        (0x30...0x39).contains(octet) || (0x61...0x66).contains(octet | 0x20)
    }

    private static func isLetterOrDigit(_ octet: UInt8) -> Bool {
        (0x30...0x39).contains(octet) || (0x61...0x7A).contains(octet | 0x20)
    }

    private mutating func change(_ octets: inout [UInt8]) {
        let place = place(in: octets)
        switch number(0...9) {
        case 0 where place < octets.count: octets[place] ^= 1 << UInt8(number(0...7))
        case 1 where place < octets.count: octets[place] = UInt8(number(0...255))
        case 2: octets.insert(UInt8(number(0...255)), at: place)
        case 3: octets.removeSubrange(range(of: octets))
        case 4: octets.insert(contentsOf: Array(octets[range(of: octets)]), at: place)
        case 5: octets.replaceSubrange(range(of: octets), with: pick(Self.words))
        case 6 where number(0...3) == 0: octets.removeSubrange(place...)
        case 7:
            let digits = octets.indices.filter { (0x30...0x39).contains(octets[$0]) }
            if !digits.isEmpty { octets[pick(digits)] = UInt8(number(0x30...0x39)) }
        case 8:
            let numbers = Self.numbers(in: octets)
            if !numbers.isEmpty { octets.replaceSubrange(pick(numbers), with: pick(Self.numbers)) }
        default: octets.insert(contentsOf: pick(Self.words), at: place)
        }
    }
}
