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

    /// States a rule.
    public init(_ match: Match, _ methods: Methods = .all, _ route: Route) {
        self.match = match
        self.methods = methods
        self.route = route
    }
}
