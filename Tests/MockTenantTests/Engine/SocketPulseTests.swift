// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

@testable import MockTenant

/// When a silent socket is pinged and given up: U20 of the unknowns.
@Suite struct SocketPulseTests {
    @Test func silenceIsPingedAndThenDropped() {
        var pulse = SocketPulse(pingAfter: 30, limit: 60, now: 0)
        #expect(pulse.next(now: 0) == .wait(30))
        #expect(pulse.next(now: 30) == .ping)
        #expect(pulse.next(now: 30) == .wait(30))
        pulse.heard(now: 40)
        #expect(pulse.next(now: 60) == .wait(10))
        #expect(pulse.next(now: 70) == .ping)
        #expect(pulse.next(now: 99) == .wait(1))
        #expect(pulse.next(now: 100) == .drop)
    }

    @Test func idleCutNeedsNoPing() {
        var switches = TenantSwitches()
        switches.serverPingMilliseconds = 0
        switches.idleCutMilliseconds = 25
        var pulse = SocketPulse(switches, now: 0)
        #expect(pulse.next(now: 24) == .wait(1))
        #expect(pulse.next(now: 25) == .drop)
    }

    @Test func nothingAskedForIsNeverDue() {
        var pulse = SocketPulse(pingAfter: 0, limit: 0, now: 0)
        #expect(pulse.next(now: 1_000_000) == .never)
    }
}
