// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

@testable import MockTenant

/// When a silent socket is pinged and given up, and when an idle engine ends: U20 and U22 of the unknowns.
@Suite struct SocketPulseTests {
    private func at(_ real: Int64, _ tenant: Int64 = 0) -> SocketPulse.Moment { .init(real: real, tenant: tenant) }

    @Test func silenceIsPingedAndThenDropped() {
        var pulse = SocketPulse(pingAfter: 30, limit: 60, now: at(0))
        #expect(pulse.next(now: at(0)) == .wait(30))
        #expect(pulse.next(now: at(30)) == .ping)
        #expect(pulse.next(now: at(30)) == .wait(30))
        pulse.heard(isMessage: false, now: at(40))
        #expect(pulse.next(now: at(60)) == .wait(10))
        #expect(pulse.next(now: at(70)) == .ping)
        #expect(pulse.next(now: at(99)) == .wait(1))
        #expect(pulse.next(now: at(100)) == .drop)
    }

    @Test func idleCutNeedsNoPing() {
        var switches = TenantSwitches()
        switches.serverPingMilliseconds = 0
        switches.idleCutMilliseconds = 25
        var pulse = SocketPulse(switches, now: at(0))
        #expect(pulse.next(now: at(24)) == .wait(1))
        #expect(pulse.next(now: at(25)) == .drop)
    }

    @Test func idleEngineEndsOnceByTheTenantsClockWhateverPongsSay() {
        var pulse = SocketPulse(idleAfter: 1000, now: at(0, 5000))
        #expect(pulse.next(now: at(900_000, 5999)) == .wait(SocketPulse.lookEvery))
        pulse.heard(isMessage: true, now: at(1, 5999))
        pulse.heard(isMessage: false, now: at(2, 6900))
        #expect(pulse.next(now: at(3, 6998)) == .wait(SocketPulse.lookEvery))
        #expect(pulse.next(now: at(3, 6999)) == .end)
        #expect(pulse.next(now: at(4, 9999)) == .never)
    }

    @Test func nothingAskedForIsNeverDue() {
        var pulse = SocketPulse(now: at(0))
        #expect(pulse.next(now: at(1_000_000, 1_000_000)) == .never)
    }
}
