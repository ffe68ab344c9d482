// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// When a socket is pinged, and when it is given up for being silent.
///
/// - Units: milliseconds of real time, not of the tenant's clock: what cuts idle sockets is the network's time.
/// - Source: U20 of the unknowns; field reports tell of sockets cut after 25 to 40 s of silence.
struct SocketPulse: Sendable {
    enum Action: Sendable, Hashable {
        case wait(Int64)
        case ping
        case drop
        /// Neither pings nor limits are asked for.
        case never
    }

    /// Silence after which a ping is sent; 0 is never.
    let pingAfter: Int64
    /// Silence after which the socket is dropped; 0 is never.
    let limit: Int64
    private var lastHeard: Int64
    private var lastPing: Int64

    init(pingAfter: Int64, limit: Int64, now: Int64) {
        self.pingAfter = pingAfter
        self.limit = limit
        lastHeard = now
        lastPing = now
    }

    init(_ switches: TenantSwitches, now: Int64) {
        let limits = [switches.silenceLimitMilliseconds, switches.idleCutMilliseconds].filter { $0 > 0 }
        self.init(pingAfter: switches.serverPingMilliseconds, limit: limits.min() ?? 0, now: now)
    }

    /// Notes a frame of the client, a pong included.
    mutating func heard(now: Int64) { lastHeard = now }

    mutating func next(now: Int64) -> Action {
        if limit > 0, now - lastHeard >= limit { return .drop }
        if pingAfter > 0, now - max(lastHeard, lastPing) >= pingAfter {
            lastPing = now
            return .ping
        }
        let waits = [
            limit > 0 ? lastHeard + limit - now : nil, pingAfter > 0 ? max(lastHeard, lastPing) + pingAfter - now : nil,
        ]
        return waits.compactMap { $0 }.min().map { .wait($0) } ?? .never
    }
}
