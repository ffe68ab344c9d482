// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization

/// The limits that the control interface has put on users, until when.
///
/// - Units: milliseconds since the epoch.
/// - Source: qlik.dev, "Rate limiting": 429, `retry-after` in seconds.
final class RateLimits: Sendable {
    private struct Limit {
        /// Nil is everybody, signed in or not.
        let user: String?
        let until: Int64
    }

    private let limits = Mutex<[Limit]>([])

    func limit(_ user: String?, until: Int64) {
        limits.withLock { $0.append(Limit(user: user, until: until)) }
    }

    /// The seconds, rounded up, for which requests of this user are still refused; nil where they are not.
    func secondsLeft(for user: TenantUser?, now: Int64) -> Int64? {
        limits.withLock { limits in
            limits.removeAll { $0.until <= now }
            let until = limits.filter { $0.user.map { user?.isNamed($0) == true } ?? true }.map(\.until).max()
            return until.map { ($0 - now + 999) / 1000 }
        }
    }

    func removeAll() {
        limits.withLock { $0.removeAll() }
    }
}
