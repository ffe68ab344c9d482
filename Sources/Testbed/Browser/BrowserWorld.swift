// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import ScenarioRunner
import Transport
import Wire

/// What all browsers of one stage share: where the proxy is, whom they trust, and the witness that they write to.
struct BrowserWorld: Sendable {
    let publicOrigin: HTTPURL
    /// Who makes users known, and where; nil where the identity provider is not ours.
    let provider: BrowserProvider?
    /// How users sign in whom the identity provider does not know by a cookie.
    let accounts: BrowserAccounts
    /// Where connections to an origin go, if not to its own host and port.
    let ways: [String: Endpoint]
    let dialer: Dialer
    let plainDialer: Dialer
    let witness: Witness
    let time: TimeSource
    let namedConnections = NamedConnections()

    /// Opens a connection to the origin of a URL.
    func connect(to url: HTTPURL) async throws -> BrowserConnection {
        try await BrowserConnection.connect(
            to: ways[url.origin] ?? url.endpoint, dialer: url.scheme == "https" ? dialer : plainDialer,
            serverName: url.host)
    }

    /// Where a cookie for this URL comes from or goes to.
    func cookieOrigin(of url: HTTPURL) -> CookieOrigin {
        CookieOrigin(scheme: url.scheme, host: url.host, path: RequestTarget(url.target).path)
    }

    /// The present moment in seconds, as cookies count.
    var seconds: Int64 { time.now() / 1000 }
}

/// The mock identity provider, as browsers know it.
struct BrowserProvider: Sendable {
    let users: any IdentityProviderPreparing
    let issuer: HTTPURL
}

/// Makes a user known at the identity provider.
protocol IdentityProviderPreparing: Sendable {
    func register(_ user: UserDeclaration) async throws
}

/// Connections that several browsers take turns on, as behind a balancer in front of the proxy.
actor NamedConnections {
    private var connections: [String: BrowserConnection] = [:]
    private var busy: Set<String> = []
    private var waiting: [String: [CheckedContinuation<Void, Never>]] = [:]

    /// Waits for one's turn and hands out the connection, if there is one already.
    func take(_ name: String) async -> BrowserConnection? {
        while busy.contains(name) {
            await withCheckedContinuation { waiting[name, default: []].append($0) }
        }
        busy.insert(name)
        return connections.removeValue(forKey: name)
    }

    /// Ends one's turn; a connection that stays open is kept for the next.
    func giveBack(_ connection: BrowserConnection?, as name: String) {
        connections[name] = connection
        busy.remove(name)
        if var queue = waiting[name], !queue.isEmpty {
            let next = queue.removeFirst()
            waiting[name] = queue
            next.resume()
        }
    }

    func closeAll() async {
        for connection in connections.values { await connection.close() }
        connections = [:]
    }
}
