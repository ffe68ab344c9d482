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

    mutating func failed(at now: NIODeadline) {
        let doubled = Self.first * Int(1 << min(failures, 10))
        earliest = now + min(doubled, Self.longest)
        failures += 1
    }

    mutating func succeeded() { self = RESPBackoff() }
}
