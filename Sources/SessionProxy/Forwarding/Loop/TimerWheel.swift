// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore

/// All time limits of one event loop, in ticks of a tenth of a second: one scheduled task instead of one per request.
///
/// An alarm that is moved later stays where it is parked and is parked anew when its old slot comes round, so that
/// the usual case, a limit set and lifted per request, touches no list.
final class TimerWheel {
    private static let nanosecondsPerTick: Int64 = 100_000_000
    private static let slotCount: UInt64 = 512

    private let eventLoop: any EventLoop
    private let origin: NIODeadline
    private var slots: [[Alarm]]
    private var current: UInt64 = 0
    private var parkedCount = 0
    private var isScheduled = false

    init(eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        origin = eventLoop.now
        slots = Array(repeating: [], count: Int(Self.slotCount))
    }

    /// Sets the alarm that far from now, instead of what it was set to.
    func set(_ alarm: Alarm, in amount: TimeAmount) {
        if parkedCount == 0 { current = tickNow }
        let ticks = UInt64(max(1, (amount.nanoseconds + Self.nanosecondsPerTick - 1) / Self.nanosecondsPerTick))
        let due = current + ticks + 1
        alarm.due = due
        if alarm.parked > due { park(alarm) }
    }

    /// Lifts the limit.
    func clear(_ alarm: Alarm) {
        alarm.due = Alarm.never
    }

    private var tickNow: UInt64 {
        UInt64(max(0, (eventLoop.now - origin).nanoseconds / Self.nanosecondsPerTick))
    }

    private func park(_ alarm: Alarm) {
        let tick = min(alarm.due, current + Self.slotCount - 1)
        alarm.parked = tick
        slots[Int(tick % Self.slotCount)].append(alarm)
        parkedCount += 1
        schedule()
    }

    private func schedule() {
        guard !isScheduled else { return }
        isScheduled = true
        eventLoop.assumeIsolated().scheduleTask(in: .nanoseconds(Self.nanosecondsPerTick)) { [self] in advance() }
    }

    private func advance() {
        isScheduled = false
        let target = tickNow
        while current < target {
            current += 1
            let slot = Int(current % Self.slotCount)
            guard !slots[slot].isEmpty else { continue }
            let alarms = slots[slot]
            slots[slot] = []
            parkedCount -= alarms.count
            for alarm in alarms { visit(alarm) }
        }
        if parkedCount > 0 { schedule() }
    }

    private func visit(_ alarm: Alarm) {
        // Parked anew for an earlier time since: this entry is a leftover.
        guard alarm.parked == current else { return }
        alarm.parked = Alarm.never
        if alarm.due <= current {
            alarm.due = Alarm.never
            alarm.onDue()
        } else if alarm.due != Alarm.never {
            park(alarm)
        }
    }
}
