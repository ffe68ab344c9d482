// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Which paths go to the tenant, which are the proxy's own, and which go nowhere: a table, first match wins.
///
/// Letters count as they are written and nothing is decoded; what a decoder further on might read differently is
/// refused before the table is asked (`PathTricks`, ATT-05).
public struct ForwardingRules: Sendable {
    /// The table.
    public var table: [ForwardingRule] {
        didSet { ready = RuleTable(table) }
    }
    private var ready: RuleTable

    /// The standard table with the proxy's own paths in front.
    public init(ownPaths: [String] = ForwardingRules.ownPaths) {
        table = ownPaths.map { ForwardingRule(.exactly($0), .own) } + ForwardingRules.standard
        ready = RuleTable(table)
    }

    /// The proxy's own paths, unless configured otherwise.
    public static let ownPaths = [
        "/", "/login", "/login/callback", "/logout", "/logout/backchannel", "/session", "/healthz", "/readyz",
    ]

    /// What a tenant serves (qlik.dev, "Session Cookie Proxy"; paths seen in Qlik's clients).
    public static let standard: [ForwardingRule] = [
        // The tenant's own sign-in and sign-out are the control side's business alone.
        ForwardingRule(.under("/login"), .deny),
        ForwardingRule(.under("/logout"), .deny),
        ForwardingRule(.under("/oauth"), .deny),
        ForwardingRule(.under("/app"), .upgrade, .relay),
        ForwardingRule(.under("/qvapp"), .upgrade, .relay),
        ForwardingRule(.under("/dataprepservice"), .upgrade, .relay),
        ForwardingRule(.any, .upgrade, .deny),
        ForwardingRule(.under("/api"), .forward(.api)),
        ForwardingRule(.under("/extensions"), .forward(.api)),
        ForwardingRule(.under("/app"), .forward(.api)),
        ForwardingRule(.under("/resources"), .reading, .forward(.asset)),
        ForwardingRule(.under("/assets"), .reading, .forward(.asset)),
        ForwardingRule(.under("/qlik-embed"), .reading, .forward(.asset)),
        ForwardingRule(.under("/single"), .forward(.page)),
        ForwardingRule(.under("/sense"), .forward(.page)),
        // Any other page of the tenant may be read; nothing else may be sent there.
        ForwardingRule(.any, .reading, .forward(.page)),
        ForwardingRule(.any, .deny),
    ]

    /// Decides about a request; `path` is the target up to the first `?`, and has passed `PathTricks`.
    public func decide(path: UnsafeRawBufferPointer, isReading: Bool, isUpgrade: Bool) -> Route {
        ready.decide(path: path, isReading: isReading, isUpgrade: isUpgrade)
    }
}

extension ForwardingRule {
    init(_ match: Match, _ route: Route) {
        self.init(match, .all, route)
    }
}
