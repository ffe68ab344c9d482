// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import NIOEmbedded
import Testing

@testable import SessionProxy

@Suite struct TimerWheelTests {
    private final class Bell {
        var rings = 0
    }

    private func alarm(_ bell: Bell) -> Alarm {
        let alarm = Alarm()
        alarm.onDue = { bell.rings += 1 }
        return alarm
    }

    @Test func alarmRingsOnceAndNotBefore() {
        let loop = EmbeddedEventLoop()
        let (wheel, bell) = (TimerWheel(eventLoop: loop), Bell())
        wheel.set(alarm(bell), in: .seconds(2))
        loop.advanceTime(by: .milliseconds(1900))
        #expect(bell.rings == 0)
        loop.advanceTime(by: .seconds(10))
        #expect(bell.rings == 1)
    }

    @Test func movedAlarmRingsAtItsLastTime() {
        let loop = EmbeddedEventLoop()
        let (wheel, bell) = (TimerWheel(eventLoop: loop), Bell())
        let alarm = alarm(bell)
        wheel.set(alarm, in: .seconds(1))
        wheel.set(alarm, in: .seconds(100))
        loop.advanceTime(by: .seconds(99))
        #expect(bell.rings == 0)
        wheel.set(alarm, in: .seconds(3))
        loop.advanceTime(by: .seconds(4))
        #expect(bell.rings == 1)
        loop.advanceTime(by: .seconds(200))
        #expect(bell.rings == 1)
    }

    @Test func liftedAlarmDoesNotRing() {
        let loop = EmbeddedEventLoop()
        let (wheel, bell) = (TimerWheel(eventLoop: loop), Bell())
        let alarm = alarm(bell)
        wheel.set(alarm, in: .seconds(1))
        wheel.clear(alarm)
        loop.advanceTime(by: .seconds(300))
        #expect(bell.rings == 0)
    }

    @Test func alarmSetAfterALongPauseIsNotEarly() {
        let loop = EmbeddedEventLoop()
        let (wheel, bell) = (TimerWheel(eventLoop: loop), Bell())
        loop.advanceTime(by: .hours(3))
        wheel.set(alarm(bell), in: .seconds(5))
        loop.advanceTime(by: .milliseconds(4900))
        #expect(bell.rings == 0)
        loop.advanceTime(by: .milliseconds(400))
        #expect(bell.rings == 1)
    }

    @Test func dateIsWrittenAsHTTPWantsIt() {
        #expect(HTTPDate.format(784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(HTTPDate.format(0) == "Thu, 01 Jan 1970 00:00:00 GMT")
        #expect(HTTPDate.format(1_709_164_800) == "Thu, 29 Feb 2024 00:00:00 GMT")
    }
}
