// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation

/// Finds what looks random in header lines that carry cookies, tokens or keys.
enum RandomField {
    /// The name of such a line in header lines as a cassette keeps them, nil where there is none.
    static func name(in bytes: UnsafeRawBufferPointer, _ rules: RedactionRules) -> String? {
        var index = 0
        var pair: [Range<Int>] = []
        // The texts of the array come two by two: a name, a value.
        while let text = nextText(bytes, from: &index) {
            pair.append(text)
            guard pair.count == 2 else { continue }
            let name = bytes[pair[0]]
            if isCookieLike(name), let what = random(in: bytes[pair[1]], field: name, rules) { return what }
            pair.removeAll(keepingCapacity: true)
        }
        return nil
    }

    /// The information of a value in bits per character, by the frequency of its characters.
    static func entropy(_ value: some Collection<UInt8>) -> Double {
        guard !value.isEmpty else { return 0 }
        var counts = [Int](repeating: 0, count: 256)
        for octet in value { counts[Int(octet)] += 1 }
        let total = Double(value.count)
        return counts.reduce(0) { sum, count in
            count == 0 ? sum : sum - Double(count) / total * log2(Double(count) / total)
        }
    }

    /// Random digits of 16 characters have about 3.0 bits each, hexadecimal ones 3.2; words of that length have less.
    private static let leastEntropy = 3.0
    private static let leastLength = 16

    private static func nextText(_ bytes: UnsafeRawBufferPointer, from index: inout Int) -> Range<Int>? {
        while index < bytes.count, bytes[index] != quote { index += 1 }
        guard index < bytes.count else { return nil }
        let start = index + 1
        index = start
        while index < bytes.count, bytes[index] != quote { index += bytes[index] == backslash ? 2 : 1 }
        let end = min(index, bytes.count)
        index += 1
        return start..<end
    }

    private static func isCookieLike(_ name: Slice<UnsafeRawBufferPointer>) -> Bool {
        guard (6...40).contains(name.count), !starts(name, with: handshake) else { return false }
        return words.contains { word in
            name.count >= word.count
                && (name.startIndex...(name.endIndex - word.count)).contains { starts(name[$0...], with: word) }
        }
    }

    /// Whether a name begins with a word in lower case, whatever its own case is.
    private static func starts(_ name: Slice<UnsafeRawBufferPointer>, with word: [UInt8]) -> Bool {
        guard name.count >= word.count else { return false }
        var index = name.startIndex
        for octet in word {
            guard name[index] | 0x20 == octet else { return false }
            index += 1
        }
        return true
    }

    // The hyphen has the bit of lower case already.
    private static let words = ["cookie", "authorization", "token", "csrf", "session", "secret", "api-key"].map {
        Array($0.utf8)
    }
    private static let handshake = Array("sec-websocket".utf8)

    private static func random(
        in value: Slice<UnsafeRawBufferPointer>, field: Slice<UnsafeRawBufferPointer>, _ rules: RedactionRules
    ) -> String? {
        for part in value.split(whereSeparator: { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: " ") }) {
            let halves = part.split(separator: UInt8(ascii: "="), maxSplits: 1)
            guard let secret = halves.last, secret.count >= leastLength, !secret.starts(with: Slot.opening) else {
                continue
            }
            let name = String(decoding: halves[0], as: UTF8.self)
            guard !rules.openCookies.contains(name),
                RedactionRules.looksSecret(String(decoding: secret, as: UTF8.self)),
                secret.contains(where: { 0x30...0x39 ~= $0 }), entropy(secret) >= leastEntropy
            else { continue }
            return "what looks random in a line \(String(decoding: field, as: UTF8.self))"
        }
        return nil
    }

    private static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")
}
