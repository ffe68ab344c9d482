// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Who a request comes from, as far as that can be told by an address.
enum ClientAddress {
    /// The address of the peer, or the last one before the proxies in front that are trusted.
    ///
    /// - Shape: IPv6 addresses count by their first 64 bits, for one network hands out all of the rest.
    /// - Source: RFC 7239 §4, §8.1: what is written left of the last trusted proxy may be anybody's invention.
    static func of(_ request: OwnRequest, trusted: [AddressRange]) -> String {
        var address = request.peer ?? ""
        let written = request.headers.tokens("X-Forwarded-For")
        for hop in written.reversed() {
            guard trusted.contains(where: { $0.contains(address) }) else { break }
            address = hop
        }
        return IPAddress(address)?.client ?? address
    }
}
