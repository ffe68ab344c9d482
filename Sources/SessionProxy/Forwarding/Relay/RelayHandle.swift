// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// A tunnel as its session sees it: something that can be closed from any thread.
final class RelayHandle: OpenRelay {
    private let tunnel: NIOLoopBound<Tunnel>
    private let eventLoop: any EventLoop

    init(_ tunnel: Tunnel, eventLoop: any EventLoop) {
        self.tunnel = NIOLoopBound(tunnel, eventLoop: eventLoop)
        self.eventLoop = eventLoop
    }

    func sessionEnded(_ reason: SessionEnd) {
        eventLoop.execute { [tunnel] in tunnel.value.close(.policy, "The session is over: \(reason.rawValue).") }
    }
}
