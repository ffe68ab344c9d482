// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What both ends of a socket have agreed on: compressed messages, and what each end may remember.
///
/// - Source: RFC 7692 §5.1, §7.1.
struct PerMessageDeflate: Sendable, Hashable {
    static let name = "permessage-deflate"
    /// The windows that zlib can compress bare bytes with; 8 is in the RFC, but not in zlib.
    private static let windows = 9...15

    /// The tenant compresses each message by itself.
    private(set) var serverForgets = false
    /// The client compresses each message by itself.
    private(set) var clientForgets = false
    /// The window that the client wants the tenant to compress with.
    private(set) var serverWindowBits: Int?

    /// The first offer of the handshake that can be met; nil declines all of them.
    static func agreed(_ offers: [String]) -> PerMessageDeflate? {
        offers.lazy.compactMap(PerMessageDeflate.init(offer:)).first
    }

    /// Nil where the offer is of another extension, or has a parameter that is unknown, repeated or out of range.
    private init?(offer: String) {
        let parts = offer.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\"" } }
        guard parts.first == Self.name else { return nil }
        var names: Set<String> = []
        for part in parts.dropFirst() {
            let halves = part.split(separator: "=", maxSplits: 1).map(String.init)
            guard let name = halves.first, names.insert(name).inserted else { return nil }
            let value = halves.dropFirst().first
            switch name {
            case "server_no_context_takeover" where value == nil: serverForgets = true
            case "client_no_context_takeover" where value == nil: clientForgets = true
            case "server_max_window_bits":
                guard let bits = value.flatMap({ Int($0) }), Self.windows.contains(bits) else { return nil }
                serverWindowBits = bits
            // What the client can do, not what it wants; nothing is asked of it.
            case "client_max_window_bits":
                guard value.map({ Int($0).map((8...15).contains) ?? false }) ?? true else { return nil }
            default: return nil
            }
        }
    }

    /// What the handshake's answer says.
    var line: String {
        var parts = [Self.name]
        if serverForgets { parts.append("server_no_context_takeover") }
        if clientForgets { parts.append("client_no_context_takeover") }
        if let serverWindowBits { parts.append("server_max_window_bits=\(serverWindowBits)") }
        return parts.joined(separator: "; ")
    }
}
