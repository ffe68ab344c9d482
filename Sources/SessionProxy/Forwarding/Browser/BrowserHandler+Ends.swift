// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Transport
import Wire

/// How a connection to a browser ends.
extension BrowserHandler {
    /// The browser will send no more: it left, as far as a request under way is concerned (BODY-06).
    func ended() {
        hasEnded = true
        switch phase {
        case .relaying(let tunnel): tunnel.lost(.browser)
        case .reading, .asking, .collecting, .forwarding, .lingering: close()
        case .closed: break
        }
    }

    /// Breaks the answer off so that the browser sees that it is incomplete.
    ///
    /// Where the end of the connection is the end of the body, only a reset tells it from a whole one.
    func abort() {
        loop.counts.broken()
        if case .close = answerFraming { close(resetting: true) } else { close() }
    }

    func dropTenant() {
        tenant?.abandon()
        tenant = nil
    }

    /// Ends everything at once.
    func close(resetting: Bool = false) {
        if case .closed = phase { return }
        if case .relaying(let tunnel) = phase { return tunnel.lost(.browser) }
        phase = .closed
        dropTenant()
        if request != nil, !isAnswerBegun { loop.counts.abandoned() }
        request = nil
        input = ByteBuffer()
        wheel.clear(alarm)
        if resetting { _ = context?.channel.hardReset() } else { context?.channel.closeFully() }
    }

    /// Ends the sending half and drops input for a while, so that no reset overtakes the last answer.
    func linger() {
        phase = .lingering
        input = ByteBuffer()
        context?.flush()
        context?.close(mode: .output, promise: nil)
        limit(.linger, times.linger)
        resumeReading()
    }

    /// Closes when idle, goes on to the end of the present request otherwise.
    func drain() {
        switch phase {
        case .reading where input.readableBytes == 0: close()
        case .relaying(let tunnel): tunnel.close(.goingAway, "The proxy is shutting down.")
        default: break
        }
    }
}
