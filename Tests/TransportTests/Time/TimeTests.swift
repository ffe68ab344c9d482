// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

@testable import Transport

@Suite("Clocks and random bytes")
struct TimeTests {
    @Test func systemClockIsInThisCentury() {
        #expect(TimeSource.system.now() > 1_577_836_800_000)
        #expect(TimeSource.system.now() < 4_102_444_800_000)
    }

    @Test func manualClockJumpsAndRuns() {
        let clock = ManualClock(startingAt: 1_000_000)
        let time = clock.timeSource
        let before = time.now()
        #expect(before >= 1_000_000)
        clock.advance(by: .seconds(1800) + .milliseconds(250))
        #expect(time.now() - before >= 1_800_250)
        clock.advance(by: .seconds(-1800))
        #expect(time.now() - before < 1_800_000)
    }

    @Test func sameSeedGivesSameBytes() {
        #expect(RandomSource.seeded(7).bytes(33) == RandomSource.seeded(7).bytes(33))
        #expect(RandomSource.seeded(7).bytes(33) != RandomSource.seeded(8).bytes(33))
    }

    @Test func seededSourceMovesOn() {
        let source = RandomSource.seeded(1)
        #expect(source.bytes(16) != source.bytes(16))
    }

    @Test func systemSourceGivesAsManyBytesAsAsked() {
        #expect(RandomSource.system.bytes(0).isEmpty)
        #expect(RandomSource.system.bytes(31).count == 31)
        #expect(RandomSource.system.bytes(32) != RandomSource.system.bytes(32))
    }
}
