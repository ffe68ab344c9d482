// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Base64 in both alphabets, strict when reading.
///
/// - Source: RFC 4648 §4, §5, §3.5.
public enum Base64 {
    private static let standardAlphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let urlAlphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// The text for some bytes.
    ///
    /// - Shape: `padded` defaults to true in the standard alphabet and to false in the one for URLs.
    public static func encode(_ bytes: some Collection<UInt8>, urlSafe: Bool = false, padded: Bool? = nil) -> String {
        encode(Array(bytes), urlSafe: urlSafe, isPadded: padded ?? !urlSafe)
    }

    private static func encode(_ bytes: [UInt8], urlSafe: Bool, isPadded: Bool) -> String {
        (urlSafe ? urlAlphabet : standardAlphabet).withUnsafeBufferPointer { alphabet in
            bytes.withUnsafeBufferPointer { bytes in
                String(unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { text in
                    write(bytes, alphabet, isPadded: isPadded, to: text)
                }
            }
        }
    }

    /// Writes each three bytes as four characters, and returns how many characters that were.
    private static func write(
        _ bytes: UnsafeBufferPointer<UInt8>, _ alphabet: UnsafeBufferPointer<UInt8>, isPadded: Bool,
        to text: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        var end = 0
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let given = min(3, bytes.count - start)
            let second = given > 1 ? Int(bytes[start + 1]) : 0
            let third = given > 2 ? Int(bytes[start + 2]) : 0
            let bits = Int(bytes[start]) << 16 | second << 8 | third
            for place in 0..<4 where isPadded || place <= given {
                text[end] = place > given ? ASCII.equals : alphabet[bits >> (18 - 6 * place) & 0x3F]
                end += 1
            }
        }
        return end
    }

    /// The bytes of a text, nil unless it is what an encoder writes.
    ///
    /// - Shape: canonical only: no foreign character, no white space, unused bits zero; padding right or, in the
    ///   alphabet for URLs, absent.
    public static func decode(_ text: String, urlSafe: Bool = false) -> [UInt8]? {
        let characters = Array(text.utf8)
        let body = characters.prefix { $0 != ASCII.equals }
        let padding = characters.count - body.count
        guard characters.dropFirst(body.count).allSatisfy({ $0 == ASCII.equals }) else { return nil }
        let isPaddingRight = padding == 0 ? urlSafe || body.count % 4 == 0 : characters.count % 4 == 0 && padding < 3
        guard isPaddingRight, body.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(body.count * 3 / 4)
        var bits: UInt32 = 0
        var held: UInt32 = 0
        for character in body {
            guard let value = value(of: character, urlSafe: urlSafe) else { return nil }
            bits = bits << 6 | value
            held += 6
            if held >= 8 {
                held -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> held))
            }
        }
        return bits & (1 << held - 1) == 0 ? bytes : nil
    }

    private static func value(of character: UInt8, urlSafe: Bool) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character) - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character) - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character) + 4
        case UInt8(ascii: "+") where !urlSafe, UInt8(ascii: "-") where urlSafe: 62
        case UInt8(ascii: "/") where !urlSafe, UInt8(ascii: "_") where urlSafe: 63
        default: nil
        }
    }
}
