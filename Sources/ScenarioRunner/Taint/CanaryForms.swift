// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import Wire

/// The forms in which a secret may show: as it is, and in the usual encodings.
enum CanaryForms {
    /// Shorter ones would be found by chance.
    static let shortest = 8

    /// All distinct byte sequences that betray `value`.
    static func of(_ value: String) -> Set<[UInt8]> {
        let raw = Array(value.utf8)
        var forms: Set<[UInt8]> = [raw, Array(value.octetsOrUTF8)]
        let percent = PercentEncoding.encode(value)
        forms.insert(Array(percent.utf8))
        forms.insert(Array(lowercasedEscapes(percent).utf8))
        forms.insert(Array(JSONValue.string(value).serialized().utf8.dropFirst().dropLast()))
        forms.insert(Array(value.replacing("/", with: "\\/").utf8))
        for offset in 0..<3 {
            forms.insert(base64(raw, offset: offset, urlSafe: false))
            forms.insert(base64(raw, offset: offset, urlSafe: true))
        }
        return forms.filter { $0.count >= shortest }
    }

    /// The middle of the base64 form where the secret begins `offset` bytes into a group of three.
    ///
    /// The first and the last letters also depend on the neighbours, so they are left out (RFC 4648 §4).
    private static func base64(_ bytes: [UInt8], offset: Int, urlSafe: Bool) -> [UInt8] {
        let padded = [UInt8](repeating: 0, count: offset) + bytes
        let letters = Array(Base64.encode(padded, urlSafe: urlSafe, padded: false).utf8)
        let first = (offset * 8 + 5) / 6
        let last = padded.count * 8 / 6
        return first < last ? Array(letters[first..<last]) : []
    }

    /// `%2F` as `%2f`.
    private static func lowercasedEscapes(_ text: String) -> String {
        var result = ""
        var left = 0
        for character in text {
            if left > 0 {
                result += character.lowercased()
                left -= 1
            } else {
                if character == "%" { left = 2 }
                result.append(character)
            }
        }
        return result
    }
}

extension String {
    /// One octet per scalar where that is possible, UTF-8 otherwise.
    fileprivate var octetsOrUTF8: [UInt8] {
        unicodeScalars.allSatisfy { $0.value < 256 } ? unicodeScalars.map { UInt8($0.value) } : Array(utf8)
    }
}
