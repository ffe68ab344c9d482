// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A network of IP addresses, such as `10.0.0.0/8` or `fd00::/8`; an address alone is a network of one.
///
/// - Shape: `::ffff:10.0.0.1` is in `10.0.0.0/8`, for an IPv4 peer of an IPv6 socket is written so.
/// - Source: RFC 4632 §3.1; RFC 4291 §2.3.
public struct AddressRange: Sendable, Hashable {
    private let start: IPAddress
    private let bits: Int

    /// Reads a network; nil where the text is none, or has something set behind the network's own bits.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let start = IPAddress(String(parts[0])) else { return nil }
        // An IPv4 address that is written as an IPv6 one counts its bits as such.
        let width = parts[0].contains(":") ? 128 : 32
        guard let length = parts.count == 1 ? width : Self.number(parts[1]), length <= width else { return nil }
        self.start = start
        bits = length + 128 - width
        guard start.prefix(bits) == start else { return nil }
    }

    /// Whether an address is in the network; text that is no address is in none.
    public func contains(_ address: String) -> Bool {
        guard let address = IPAddress(address) else { return false }
        return address.prefix(bits) == start
    }

    private static func number(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }
}
