// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// An IP address as 16 octets; an IPv4 address is the IPv6 address that it is mapped to.
///
/// - Source: RFC 4291 §2.2, §2.5.5.2.
struct IPAddress: Sendable, Hashable {
    private static let mapped: [UInt8] = Array(repeating: 0, count: 10) + [0xFF, 0xFF]
    private let octets: [UInt8]

    /// Reads an address, nothing before or behind it; nil where the text is none.
    init?(_ text: String) {
        guard let octets = text.contains(":") ? Self.six(text) : Self.four(text[...]).map({ Self.mapped + $0 }) else {
            return nil
        }
        self.octets = octets
    }

    private init(octets: [UInt8]) {
        self.octets = octets
    }

    /// The address with everything behind so many bits zero.
    func prefix(_ bits: Int) -> IPAddress {
        IPAddress(
            octets: octets.enumerated().map { index, octet in
                octet & ~UInt8(truncatingIfNeeded: 0xFF >> min(8, max(0, bits - index * 8)))
            })
    }

    /// What one client may be told by: an IPv4 address, or the first half of an IPv6 address, of which a network hands
    /// out all of the rest.
    var client: String {
        if octets.starts(with: Self.mapped) { return octets.suffix(4).map(String.init).joined(separator: ".") }
        let groups = stride(from: 0, to: 8, by: 2).map { index in
            String(UInt16(octets[index]) << 8 | UInt16(octets[index + 1]), radix: 16)
        }
        return groups.joined(separator: ":") + "::/64"
    }

    private static func four(_ text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let octets = parts.compactMap { part in
            // A zero in front would be octal to some.
            part.utf8.allSatisfy { (0x30...0x39).contains($0) } && (part.first != "0" || part.count == 1)
                ? UInt8(part) : nil
        }
        return parts.count == 4 && octets.count == 4 ? octets : nil
    }

    private static func six(_ text: String) -> [UInt8]? {
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        // Only the last 32 bits may be written as an IPv4 address.
        guard halves.count == 1 || !halves[0].contains(".") else { return nil }
        let sides = halves.compactMap(groups)
        guard halves.count <= 2, sides.count == halves.count, let first = sides.first, let last = sides.last else {
            return nil
        }
        guard sides.count == 2 else { return first.count == 16 ? first : nil }
        let missing = 16 - first.count - last.count
        return missing >= 2 ? first + Array(repeating: 0, count: missing) + last : nil
    }

    /// The octets of groups between colons, the last of which may be an IPv4 address.
    private static func groups(_ text: Substring) -> [UInt8]? {
        guard !text.isEmpty else { return [] }
        var octets: [UInt8] = []
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if index == parts.count - 1, let four = four(part) {
                octets += four
            } else if (1...4).contains(part.utf8.count), part.allSatisfy({ $0.isASCII && $0.isHexDigit }),
                let group = UInt16(part, radix: 16)
            {
                octets += [UInt8(group >> 8), UInt8(group & 0xFF)]
            } else {
                return nil
            }
        }
        return octets
    }
}
