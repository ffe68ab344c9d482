// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Tells the time of day to everything that judges expiry.
///
/// - Units: milliseconds since 1970-01-01T00:00:00Z.
public struct TimeSource: Sendable {
    /// The present moment, in milliseconds since the epoch.
    public var now: @Sendable () -> Int64

    /// Wraps a closure that tells the time.
    public init(now: @escaping @Sendable () -> Int64) {
        self.now = now
    }

    /// The clock of the machine.
    public static let system = TimeSource {
        var moment = timespec()
        clock_gettime(CLOCK_REALTIME, &moment)
        return Int64(moment.tv_sec) * 1000 + Int64(moment.tv_nsec) / 1_000_000
    }
}
