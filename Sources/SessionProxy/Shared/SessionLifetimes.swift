// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// How long a browser session lives, enforced here whatever the cookie says (EXP-01).
public struct SessionLifetimes: Sendable, Hashable {
    /// Milliseconds without use after which it ends; default 30 minutes.
    public var idleMilliseconds: Int64
    /// Milliseconds after which it ends in any case; default 24 hours.
    public var absoluteMilliseconds: Int64

    /// States lifetimes; the defaults are the tenant's own (Qlik, "Configure session timeout").
    public init(idle: Duration = .seconds(30 * 60), absolute: Duration = .seconds(24 * 3600)) {
        idleMilliseconds = Self.milliseconds(idle)
        absoluteMilliseconds = Self.milliseconds(absolute)
    }

    private static func milliseconds(_ duration: Duration) -> Int64 {
        duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
    }
}
