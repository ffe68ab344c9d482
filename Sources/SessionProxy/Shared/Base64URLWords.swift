// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Strict base64url for the two fixed lengths of a session ticket, without an allocation.
///
/// - Shape: only the canonical spelling is accepted: alphabet of RFC 4648 §5, no padding, unused last bits zero.
///   Folding other spellings to the same bytes would give one session several names.
/// - Source: RFC 4648 §3.5, §5.
enum Base64URLWords {
    /// The alphabet, by value.
    private static let alphabet = [UInt8]("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// The value of each octet, or 255 where it is no base64url digit.
    private static let values: [UInt8] = (UInt8.min...UInt8.max).map { octet in
        alphabet.firstIndex(of: octet).map { UInt8($0) } ?? 255
    }

    /// Reads `words.count` big-endian 64-bit words from exactly the canonical number of digits.
    ///
    /// - Returns: false when the text is not the one canonical spelling of that many words.
    static func decode(_ text: UnsafeRawBufferPointer, into words: inout FourWords, count: Int) -> Bool {
        guard text.count == (count * 64 + 5) / 6 else { return false }
        return values.withUnsafeBufferPointer { values in
            var bits: UInt64 = 0
            var held: UInt64 = 0
            var word = 0
            var seen: UInt8 = 0
            for octet in text {
                let value = values[Int(octet)]
                seen |= value
                held += 6
                if held < 64 {
                    bits = bits &<< 6 | UInt64(value)
                    continue
                }
                held -= 64
                words[word] = bits &<< (6 - held) | UInt64(value) &>> held
                word += 1
                bits = UInt64(value) & (1 &<< held - 1)
            }
            // A value has six bits; what is no digit has the seventh, too.
            return seen < 64 && word == count && bits == 0
        }
    }

    /// Writes the canonical spelling of `words`.
    static func encode(_ words: [UInt64]) -> String {
        var digits: [UInt8] = []
        digits.reserveCapacity((words.count * 64 + 5) / 6)
        var bits: UInt64 = 0
        var held: UInt64 = 0
        for octet in words.flatMap({ word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - UInt64($0) * 8)) } })
        {
            bits = (bits << 8) | UInt64(octet)
            held += 8
            while held >= 6 {
                held -= 6
                digits.append(alphabet[Int((bits >> held) & 63)])
            }
        }
        if held > 0 { digits.append(alphabet[Int((bits << (6 - held)) & 63)]) }
        return String(decoding: digits, as: UTF8.self)
    }
}
