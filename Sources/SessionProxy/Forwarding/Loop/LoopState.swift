// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Transport

/// What one event loop owns: its pool of tenant connections, its time limits, its browser connections, and two
/// buffers that are used over and over.
final class LoopState {
    let eventLoop: any EventLoop
    let shared: ForwardingContext
    /// The limits of the settings, at hand without a detour.
    let limits: ForwardingLimits
    let times: ForwardingTimes
    let wheel: TimerWheel
    let pool: TenantPool
    /// What has happened on this loop.
    var counts = ForwardingCounts()
    /// Whether no further request is taken on open connections.
    private(set) var isDraining = false
    private var drained: EventLoopPromise<Void>?
    private var browsers: [ObjectIdentifier: BrowserHandler] = [:]
    private let date = HTTPDate()

    init(eventLoop: any EventLoop, shared: ForwardingContext) {
        self.eventLoop = eventLoop
        self.shared = shared
        limits = shared.settings.limits
        times = shared.settings.times
        wheel = TimerWheel(eventLoop: eventLoop)
        pool = TenantPool(eventLoop: eventLoop, shared: shared, wheel: wheel)
    }

    func add(_ browser: BrowserHandler) { browsers[ObjectIdentifier(browser)] = browser }

    func remove(_ browser: BrowserHandler) {
        browsers[ObjectIdentifier(browser)] = nil
        if browsers.isEmpty, let drained { drained.succeed() }
    }

    /// Milliseconds since 1970 by the clock of session lifetimes.
    var now: Int64 { shared.settings.time.now() }

    /// The value of `Date`.
    var dateText: String { date.text(at: now / 1000) }

    /// What has happened on this loop, and what is there now.
    var currentCounts: ForwardingCounts {
        var counts = counts
        counts.browserConnections = browsers.count
        counts.tenantConnections = pool.openCount
        counts.idleTenantConnections = pool.idleCount
        return counts
    }

    /// Lets requests under way end, closes what is idle, and tells sockets that the server goes away.
    ///
    /// - Returns: completes when no browser connection is left.
    func drain() -> EventLoopFuture<Void> {
        let drained = self.drained ?? eventLoop.makePromise(of: Void.self)
        self.drained = drained
        isDraining = true
        for browser in Array(browsers.values) { browser.drain() }
        pool.closeIdle()
        if browsers.isEmpty { drained.succeed() }
        return drained.futureResult
    }

    /// Ends whatever is left.
    func closeAll() {
        for browser in Array(browsers.values) { browser.close() }
        pool.closeIdle()
    }
}
