// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Finds the value after a name, in a query, a form or JSON.
enum NamedSecret {
    /// Where the value stands; nil where what follows the name is no value, or one too short to be a secret.
    static func value(after name: Range<Int>, in bytes: UnsafeRawBufferPointer) -> Range<Int>? {
        var index = name.upperBound
        let isQuotedName = index < bytes.count && bytes[index] == quote
        if isQuotedName { index += 1 }
        while index < bytes.count, isBlank(bytes[index]) { index += 1 }
        guard index < bytes.count, bytes[index] == (isQuotedName ? colon : equals) else { return nil }
        index += 1
        while index < bytes.count, isBlank(bytes[index]) { index += 1 }
        var isQuoted = false
        if isQuotedName {
            guard index < bytes.count, bytes[index] == quote else { return nil }
            index += 1
            isQuoted = true
        }
        let start = index
        while index < bytes.count, isQuoted ? bytes[index] != quote : !endsPlainValue(bytes[index]) { index += 1 }
        guard index - start >= RedactionRules.shortestSecret, !isMark(bytes[start..<index]) else { return nil }
        return start..<index
    }

    private static func isMark(_ value: Slice<UnsafeRawBufferPointer>) -> Bool { value.starts(with: Slot.opening) }

    private static func isBlank(_ octet: UInt8) -> Bool { octet == 0x20 || 0x09...0x0D ~= octet }

    private static func endsPlainValue(_ octet: UInt8) -> Bool {
        octet <= 0x20 || plainEnds.contains(octet)
    }

    private static let plainEnds = Set("&;,\"'<>\\#".utf8)
    private static let quote = UInt8(ascii: "\"")
    private static let colon = UInt8(ascii: ":")
    private static let equals = UInt8(ascii: "=")
}
