// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The grammar of a Host value.
///
/// - Source: RFC 9110 §7.2; RFC 3986 §3.2.2, §3.2.3. Sub-delimiters, which no host name in use has, are refused, and
///   so is an empty host (RFC 9110 §4.2.1).
enum HostValue {
    /// Whether the octets are a host with an optional port.
    static func isValid(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        if index < range.upperBound, bytes[index] == UInt8(ascii: "[") {
            index += 1
            while index < range.upperBound, isAddressOctet(bytes[index]) { index += 1 }
            guard index - range.lowerBound > 2, index < range.upperBound, bytes[index] == UInt8(ascii: "]") else {
                return false
            }
            index += 1
        } else {
            while index < range.upperBound, isNameOctet(bytes[index]) { index += 1 }
            guard index > range.lowerBound else { return false }
        }
        guard index < range.upperBound else { return true }
        guard bytes[index] == ASCII.colon, range.upperBound - index <= 6 else { return false }
        return ((index + 1)..<range.upperBound).allSatisfy { ASCII.isDigit(bytes[$0]) }
    }

    private static func isAddressOctet(_ octet: UInt8) -> Bool {
        ASCII.hexValue(octet) != nil || octet == ASCII.colon || octet == UInt8(ascii: ".")
    }

    @inline(__always)
    private static func isNameOctet(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: "~"), UInt8(ascii: "%"):
            true
        default: false
        }
    }
}
