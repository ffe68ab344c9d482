// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore

/// Says when to try again to connect: at once, then after 50 ms, 100 ms, and so on up to two seconds.
struct RESPBackoff: Sendable, Hashable {
    static let first = TimeAmount.milliseconds(50)
    static let longest = TimeAmount.seconds(2)

    private var failures = 0
    private var earliest = NIODeadline.uptimeNanoseconds(0)

    func mayTry(at now: NIODeadline) -> Bool { now >= earliest }

    /// Notes a failure, and returns the pause until the next attempt.
    @discardableResult
    mutating func failed(at now: NIODeadline) -> TimeAmount {
        let pause = min(Self.first * Int(1 << min(failures, 10)), Self.longest)
        earliest = now + pause
        failures += 1
        return pause
    }

    mutating func succeeded() { self = RESPBackoff() }
}
