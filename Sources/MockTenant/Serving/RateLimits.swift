// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization

/// Which calls are refused with 429: those above the limit of their tier, and those that the control interface stops.
///
/// - Units: milliseconds since the epoch; a window holds five times the calls of a minute, from its first call on.
/// - Source: qlik.dev, "Rate limiting": per tier, user and tenant, over five minutes; one full tier leaves the others working.
final class RateLimits: Sendable {
    static let windowMilliseconds: Int64 = 300_000
    static let minutesInWindow = 5

    private struct Limit {
        /// Nil is everybody, signed in or not.
        let user: String?
        /// Nil is every tier.
        let tier: RateTier?
        let until: Int64
    }

    private struct Key: Hashable {
        /// Nil is the whole tenant.
        let user: String?
        let tier: RateTier
    }

    private struct Window {
        let began: Int64
        var calls = 0
    }

    private struct State {
        var limits: [Limit] = []
        var windows: [Key: Window] = [:]
    }

    private let state = Mutex(State())

    func limit(_ user: String?, tier: RateTier?, until: Int64) {
        state.withLock { $0.limits.append(Limit(user: user, tier: tier, until: until)) }
    }

    /// Counts the call; the seconds, rounded up, for which its like is still refused, or nil where it passes.
    func secondsLeft(for call: TenantCall, tier: RateTier) -> Int64? {
        state.withLock { state in
            guard call.switches.limitsRates || !state.limits.isEmpty else { return nil }
            let until = [Self.stopped(call, tier, in: &state), Self.counted(call, tier, in: &state)].compactMap { $0 }
                .max()
            return until.map { ($0 - call.now + 999) / 1000 }
        }
    }

    func removeAll() {
        state.withLock { $0 = State() }
    }

    private static func stopped(_ call: TenantCall, _ tier: RateTier, in state: inout State) -> Int64? {
        state.limits.removeAll { $0.until <= call.now }
        return state.limits.filter { limit in
            (limit.tier == nil || limit.tier == tier)
                && (limit.user.map { call.user?.isNamed($0) ?? (call.actor == $0) } ?? true)
        }.map(\.until).max()
    }

    /// Calls that nobody can be named for are not counted: what they count against is not told.
    private static func counted(_ call: TenantCall, _ tier: RateTier, in state: inout State) -> Int64? {
        guard call.switches.limitsRates, let actor = call.actor ?? call.user?.name else { return nil }
        let perMinute =
            switch tier {
            case .one: call.switches.tierOneRequestsPerMinute
            case .two: call.switches.tierTwoRequestsPerMinute
            }
        let limit = perMinute * minutesInWindow
        // Half of what all users have together, which is less than one has where there are few.
        let shared = max(limit, limit * call.core.users.count / 2)
        return [
            count(Key(user: actor, tier: tier), limit: limit, now: call.now, in: &state),
            count(Key(user: nil, tier: tier), limit: shared, now: call.now, in: &state),
        ].compactMap { $0 }.max()
    }

    /// The end of the window where the call is above its limit.
    private static func count(_ key: Key, limit: Int, now: Int64, in state: inout State) -> Int64? {
        var window = state.windows[key] ?? Window(began: now)
        if now - window.began >= windowMilliseconds { window = Window(began: now) }
        window.calls += 1
        state.windows[key] = window
        return window.calls > limit ? window.began + windowMilliseconds : nil
    }
}
