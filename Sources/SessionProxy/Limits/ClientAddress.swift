// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Who a request comes from, as far as that can be told by an address.
enum ClientAddress {
    /// The address of the peer, or the last one before the proxies in front that are trusted.
    ///
    /// - Shape: IPv6 addresses count by their first 64 bits, for one network hands out all of the rest.
    /// - Source: RFC 7239 §4, §8.1: what is written left of the last trusted proxy may be anybody's invention.
    static func of(_ request: OwnRequest, trusted: [String]) -> String {
        var address = request.peer ?? ""
        let written = request.headers.tokens("X-Forwarded-For")
        for hop in written.reversed() {
            guard trusted.contains(address) else { break }
            address = hop
        }
        return network(of: address)
    }

    private static func network(of address: String) -> String {
        // An IPv4 address, also one in IPv6 clothes, is one host.
        guard address.contains(":"), !address.contains(".") else { return address }
        let halves = address.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
            .map { $0.split(separator: ":") }
        let filling = Array(repeating: Substring("0"), count: max(0, 8 - halves.map(\.count).reduce(0, +)))
        let groups = (halves.first ?? []) + filling + halves.dropFirst().joined()
        return groups.prefix(4).joined(separator: ":") + "::/64"
    }
}
