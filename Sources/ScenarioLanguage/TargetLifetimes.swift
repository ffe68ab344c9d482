// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// How long a proxy keeps sessions.
public struct TargetLifetimes: Sendable, Hashable {
    /// After this time without a request a session is over.
    public let idle: Duration?
    /// After this time a session is over in any case.
    public let absolute: Duration?
    /// True if a scenario may ask for other values.
    public let isSettable: Bool

    /// Makes lifetimes.
    public init(idle: Duration? = nil, absolute: Duration? = nil, isSettable: Bool = false) {
        self.idle = idle
        self.absolute = absolute
        self.isSettable = isSettable
    }
}
