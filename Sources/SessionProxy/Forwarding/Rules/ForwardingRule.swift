// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// One line of the rule table.
public struct ForwardingRule: Sendable, Hashable {
    /// How the path is compared.
    public enum Match: Sendable, Hashable {
        /// The path is exactly this.
        case exactly(String)
        /// The path is this, or goes on with `/`.
        case under(String)
        /// Every path.
        case any
    }

    /// Which methods the rule is for.
    public enum Methods: Sendable, Hashable {
        /// All that are not refused as such.
        case all
        /// GET and HEAD.
        case reading
        /// A WebSocket handshake.
        case upgrade
    }

    /// How the path is compared.
    public let match: Match
    /// Which methods it is for.
    public let methods: Methods
    /// Where the request goes.
    public let route: Route
    /// The text of `match`, ready for comparison.
    private let octets: [UInt8]

    /// States a rule.
    public init(_ match: Match, _ methods: Methods = .all, _ route: Route) {
        self.match = match
        self.methods = methods
        self.route = route
        switch match {
        case .exactly(let text), .under(let text): octets = Array(text.utf8)
        case .any: octets = []
        }
    }

    func applies(to path: UnsafeRawBufferPointer, isReading: Bool, isUpgrade: Bool) -> Bool {
        switch methods {
        case .all: if isUpgrade { return false }
        case .reading: if !isReading || isUpgrade { return false }
        case .upgrade: if !isUpgrade { return false }
        }
        switch match {
        case .any: return true
        case .exactly: return path.count == octets.count && ASCII.hasPrefix(path, octets)
        case .under:
            guard ASCII.hasPrefix(path, octets) else { return false }
            return path.count == octets.count || path[octets.count] == UInt8(ascii: "/")
        }
    }
}
