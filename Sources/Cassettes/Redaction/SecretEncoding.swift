// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The ways in which a secret may be written down.
public enum SecretEncoding: String, Sendable, Hashable, CaseIterable {
    /// As it is.
    case raw
    /// Percent-encoded, hexadecimal digits in upper case.
    case percent
    /// Percent-encoded, hexadecimal digits in lower case.
    case percentLower = "percent-lower"
    /// Base64.
    case base64
    /// Base64 in the alphabet for URLs.
    case base64url
    /// Hexadecimal in lower case.
    case hex
    /// Hexadecimal in upper case.
    case hexUpper = "hex-upper"
    /// As in a JSON string, slashes escaped too.
    case json

    /// The secret in this encoding; Base64 without padding, so that the padding stays where it stands.
    func encode(_ secret: [UInt8]) -> [UInt8] {
        switch self {
        case .raw: secret
        case .percent: Self.percent(secret, digits: Self.upperDigits)
        case .percentLower: Self.percent(secret, digits: Self.lowerDigits)
        case .base64: Array(Base64.encode(secret, padded: false).utf8)
        case .base64url: Array(Base64.encode(secret, urlSafe: true, padded: false).utf8)
        case .hex: secret.flatMap { [Self.lowerDigits[Int($0 >> 4)], Self.lowerDigits[Int($0 & 15)]] }
        case .hexUpper: secret.flatMap { [Self.upperDigits[Int($0 >> 4)], Self.upperDigits[Int($0 & 15)]] }
        case .json: Self.json(secret)
        }
    }

    /// The encodings of a secret that differ from one another, the plain one first.
    static func all(of secret: [UInt8]) -> [(encoding: SecretEncoding, bytes: [UInt8])] {
        var seen: Set<[UInt8]> = []
        return allCases.compactMap { encoding in
            let bytes = encoding.encode(secret)
            return seen.insert(bytes).inserted ? (encoding, bytes) : nil
        }
    }

    /// What of a secret is certain to be seen where it stands inside a longer text in Base64.
    ///
    /// - Shape: three texts for each alphabet, one for each place in a group of three bytes; the characters at both
    ///   ends that share bits with the neighbours are left out.
    static func insideBase64(_ secret: [UInt8]) -> [[UInt8]] {
        guard secret.count >= 9 else { return [] }
        return [false, true].flatMap { urlSafe in
            (0..<3).map { shift in
                let text = Array(
                    Base64.encode(Array(repeating: 0, count: shift) + secret, urlSafe: urlSafe, padded: false).utf8)
                let first = [0, 2, 3][shift]
                let whole = (shift + secret.count) * 8 / 6
                return Array(text[first..<whole])
            }
        }
    }

    private static let upperDigits = Array("0123456789ABCDEF".utf8)
    private static let lowerDigits = Array("0123456789abcdef".utf8)

    private static func percent(_ secret: [UInt8], digits: [UInt8]) -> [UInt8] {
        secret.flatMap { octet in
            PercentEncoding.unreserved.contains(octet)
                ? [octet] : [UInt8(ascii: "%"), digits[Int(octet >> 4)], digits[Int(octet & 15)]]
        }
    }

    private static func json(_ secret: [UInt8]) -> [UInt8] {
        secret.flatMap { octet -> [UInt8] in
            switch octet {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): [UInt8(ascii: "\\"), octet]
            case 0..<0x20: Array("\\u00".utf8) + [lowerDigits[Int(octet >> 4)], lowerDigits[Int(octet & 15)]]
            default: [octet]
            }
        }
    }
}
