// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization

/// The machine's clock plus an offset that only a test moves.
///
/// It keeps running, so that what is measured between two calls stays plausible, and jumps when told to.
public final class ManualClock: Sendable {
    private let offset: Mutex<Int64>

    /// Starts at the given moment, or at the present one.
    public init(startingAt milliseconds: Int64? = nil) {
        let now = TimeSource.system.now()
        offset = Mutex((milliseconds ?? now) - now)
    }

    /// Jumps forward, or back for a negative duration.
    public func advance(by duration: Duration) {
        let milliseconds =
            duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
        offset.withLock { $0 += milliseconds }
    }

    /// The time source to hand to the parties under test.
    public var timeSource: TimeSource {
        TimeSource { [self] in TimeSource.system.now() + offset.withLock { $0 } }
    }
}
