// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Percent-encoding of URLs, and the form encoding built on it.
///
/// - Source: RFC 3986 §2.1, §2.3; WHATWG URL §5 for forms.
public enum PercentEncoding {
    /// The characters that need no encoding anywhere.
    public static let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)

    /// The text with every UTF-8 byte outside `keeping` written as `%XX`.
    public static func encode(_ text: String, keeping: Set<UInt8> = unreserved) -> String {
        var encoded: [UInt8] = []
        for octet in text.utf8 {
            if keeping.contains(octet) {
                encoded.append(octet)
            } else {
                encoded += [
                    UInt8(ascii: "%"), ASCII.upperHexDigits[Int(octet >> 4)], ASCII.upperHexDigits[Int(octet & 15)],
                ]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    /// The text with every `%XX` resolved; nil for a broken escape or bytes that are not UTF-8.
    public static func decode(_ text: some StringProtocol) -> String? { decode(Array(text.utf8), plusIsSpace: false) }

    /// The body of a form with these names and values.
    public static func form(_ pairs: [(String, String)]) -> String {
        pairs.map { formComponent($0.0) + "=" + formComponent($0.1) }.joined(separator: "&")
    }

    /// The names and values of a form; a part that cannot be decoded is kept as it is.
    public static func parseForm(_ text: some StringProtocol) -> [(String, String)] {
        text.split(separator: "&").map { part in
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (formText(halves[0]), halves.count > 1 ? formText(halves[1]) : "")
        }
    }

    private static func formComponent(_ text: String) -> String {
        encode(text, keeping: formKept).replacing(" ", with: "+")
    }

    private static let formKept = unreserved.subtracting("~".utf8).union("* ".utf8)

    private static func formText(_ text: some StringProtocol) -> String {
        decode(Array(text.utf8), plusIsSpace: true) ?? String(text)
    }

    private static func decode(_ octets: [UInt8], plusIsSpace: Bool) -> String? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(octets.count)
        var index = 0
        while index < octets.count {
            let octet = octets[index]
            if octet == UInt8(ascii: "%") {
                guard index + 2 < octets.count, let high = ASCII.hexValue(octets[index + 1]),
                    let low = ASCII.hexValue(octets[index + 2])
                else { return nil }
                decoded.append(high << 4 | low)
                index += 3
            } else {
                decoded.append(plusIsSpace && octet == UInt8(ascii: "+") ? ASCII.space : octet)
                index += 1
            }
        }
        return String(validating: decoded, as: UTF8.self)
    }
}
