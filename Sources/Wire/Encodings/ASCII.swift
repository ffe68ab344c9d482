// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Byte constants and classes that the scanners share.
enum ASCII {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let quote: UInt8 = 0x22
    static let comma: UInt8 = 0x2C
    static let colon: UInt8 = 0x3A
    static let semicolon: UInt8 = 0x3B
    static let equals: UInt8 = 0x3D
    static let backslash: UInt8 = 0x5C

    @inline(__always)
    static func lowercased(_ octet: UInt8) -> UInt8 {
        octet &- 0x41 < 26 ? octet | 0x20 : octet
    }

    @inline(__always)
    static func isDigit(_ octet: UInt8) -> Bool { octet &- 0x30 < 10 }

    @inline(__always)
    static func isBlank(_ octet: UInt8) -> Bool { octet == space || octet == tab }

    /// The value of a hexadecimal digit, or nil.
    @inline(__always)
    static func hexValue(_ octet: UInt8) -> UInt8? {
        if isDigit(octet) { return octet &- 0x30 }
        let lower = octet | 0x20
        return lower &- 0x61 < 6 ? lower &- 0x61 &+ 10 : nil
    }

    static let upperHexDigits: [UInt8] = Array("0123456789ABCDEF".utf8)
    static let lowerHexDigits: [UInt8] = Array("0123456789abcdef".utf8)

    /// Whether `octet` may stand in a token (RFC 9110 §5.6.2).
    @inline(__always)
    static func isTokenOctet(_ octet: UInt8) -> Bool {
        octet < 128 && (octet < 64 ? tokenLow : tokenHigh) &>> UInt64(octet) & 1 == 1
    }

    // The bits of "!#$%&'*+-.0123456789", and of the letters with "^_`|~"; literals, so that no lazy initialiser stands in the way.
    private static let tokenLow: UInt64 = 0x03FF_6CFA_0000_0000
    private static let tokenHigh: UInt64 = 0x57FF_FFFF_C7FF_FFFE

    /// Whether `octet` is a control octet other than a tab.
    @inline(__always)
    static func isControl(_ octet: UInt8) -> Bool { octet < 0x20 && octet != tab || octet == 0x7F }

    /// Whether two strings are the same but for the case of ASCII letters.
    static func equalIgnoringCase(_ left: String, _ right: String) -> Bool {
        guard left.utf8.count == right.utf8.count else { return false }
        let isEqual: Bool?? = left.utf8.withContiguousStorageIfAvailable { left in
            right.utf8.withContiguousStorageIfAvailable { right in
                left.indices.allSatisfy { lowercased(left[$0]) == lowercased(right[$0]) }
            }
        }
        if case .some(.some(let isEqual)) = isEqual { return isEqual }
        return zip(left.utf8, right.utf8).allSatisfy { lowercased($0) == lowercased($1) }
    }

    /// Whether `text` starts with `prefix` but for the case of ASCII letters.
    static func hasPrefixIgnoringCase(_ text: String, _ prefix: String) -> Bool {
        let head = text.utf8.prefix(prefix.utf8.count)
        return head.count == prefix.utf8.count && zip(head, prefix.utf8).allSatisfy { lowercased($0) == lowercased($1) }
    }

    /// The text with ASCII upper-case letters made lower-case, all else kept.
    static func lowercased(_ text: String) -> String {
        String(decoding: text.utf8.map { lowercased($0) }, as: UTF8.self)
    }

    /// The text without spaces and tabs at both ends.
    static func trimmed(_ text: Substring) -> Substring {
        let utf8 = text.utf8
        guard let first = utf8.firstIndex(where: { !isBlank($0) }) else { return text[text.endIndex...] }
        guard let last = utf8.lastIndex(where: { !isBlank($0) }) else { return text[text.endIndex...] }
        return text[first..<utf8.index(after: last)]
    }
}
