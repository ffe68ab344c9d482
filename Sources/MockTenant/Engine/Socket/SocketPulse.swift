// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// When a socket is pinged, when it is given up for being silent, and when its engine session is idle.
///
/// - Units: milliseconds; pings and silence go by real time, since what cuts silent sockets is the network, and the
///   engine's idleness by the tenant's clock, as sessions do.
/// - Source: U20 and U22 of the unknowns; field reports tell of sockets cut after 25 to 40 s of silence.
struct SocketPulse: Sendable {
    /// What both clocks show.
    struct Moment: Sendable, Hashable {
        let real: Int64
        let tenant: Int64
    }

    enum Action: Sendable, Hashable {
        case wait(Int64)
        case ping
        case drop
        /// The engine ends the idle session.
        case end
        /// Neither pings nor limits are asked for.
        case never
    }

    /// A clock that is set by hand rings no bell: so often it is looked at where idleness counts.
    static let lookEvery: Int64 = 50

    /// Silence after which a ping is sent; 0 is never.
    let pingAfter: Int64
    /// Silence after which the socket is dropped; 0 is never.
    let limit: Int64
    /// The time without a message after which the engine ends; 0 is never.
    private(set) var idleAfter: Int64
    private var lastHeard: Int64
    private var lastPing: Int64
    private var lastMessage: Int64

    init(pingAfter: Int64 = 0, limit: Int64 = 0, idleAfter: Int64 = 0, now: Moment) {
        self.pingAfter = pingAfter
        self.limit = limit
        self.idleAfter = idleAfter
        lastHeard = now.real
        lastPing = now.real
        lastMessage = now.tenant
    }

    init(_ switches: TenantSwitches, now: Moment) {
        let limits = [switches.silenceLimitMilliseconds, switches.idleCutMilliseconds].filter { $0 > 0 }
        self.init(
            pingAfter: switches.serverPingMilliseconds, limit: limits.min() ?? 0,
            idleAfter: switches.engineIdleSeconds * 1000, now: now)
    }

    /// Notes a frame of the client: a pong breaks the silence, but only messages keep the engine busy.
    mutating func heard(isMessage: Bool, now: Moment) {
        lastHeard = now.real
        if isMessage { lastMessage = now.tenant }
    }

    mutating func next(now: Moment) -> Action {
        if limit > 0, now.real - lastHeard >= limit { return .drop }
        if idleAfter > 0, now.tenant - lastMessage >= idleAfter {
            idleAfter = 0
            return .end
        }
        if pingAfter > 0, now.real - max(lastHeard, lastPing) >= pingAfter {
            lastPing = now.real
            return .ping
        }
        let waits = [
            limit > 0 ? lastHeard + limit - now.real : nil,
            pingAfter > 0 ? max(lastHeard, lastPing) + pingAfter - now.real : nil,
            idleAfter > 0 ? Self.lookEvery : nil,
        ]
        return waits.compactMap { $0 }.min().map { .wait($0) } ?? .never
    }
}
