// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Transport
import Wire

/// A relayed WebSocket: frames pass between browser and tenant as they come, both ways.
///
/// Its own words are few, and only at frame boundaries: a ping into silence, a close when the session ends, the peer
/// is lost, or the protocol is broken. A close that is passed on ends that direction; when both directions are
/// closed, or a time limit after the first close, the connections end.
/// - Source: RFC 6455 §5.4, §5.5, §7.
final class Tunnel {
    private let loop: LoopState
    private let eventLoop: any EventLoop
    private let session: LiveSession
    private let browser: BrowserHandler
    private let tenant: TenantConnection
    private let browserLeg: TunnelLeg
    private let tenantLeg: TunnelLeg
    private var handle: RelayHandle?
    /// The place among the user's sockets, given back at the end.
    private var place: Holding?
    private let alarm = Alarm()
    private var closingSince: NIODeadline?
    /// A close of our own that waits for a boundary of a stream.
    private var ownClose: CloseReason?
    /// Who ended it first.
    private var firstClose: ForwardingCounts.SocketClose?
    private var isOver = false

    init(
        loop: LoopState, session: LiveSession, place: Holding?, browser: BrowserHandler, tenant: TenantConnection
    ) {
        self.loop = loop
        eventLoop = loop.eventLoop
        self.session = session
        self.place = place
        self.browser = browser
        self.tenant = tenant
        let limit = loop.shared.settings.limits.messageBytes
        let now = eventLoop.now
        browserLeg = TunnelLeg(expectsMask: true, limit: limit, now: now)
        tenantLeg = TunnelLeg(expectsMask: false, limit: limit, now: now)
        alarm.onDue = { [weak self] in self?.tick() }
    }

    /// Registers with the session and begins to watch the time.
    func begin() {
        let handle = RelayHandle(self, eventLoop: eventLoop)
        self.handle = handle
        loop.counts.socketOpened()
        loop.wheel.set(alarm, in: Self.tickLength)
        if !session.add(handle) { close(.policy, "The session is over.") }
    }

    // MARK: - Octets

    func received(_ buffer: ByteBuffer, from side: TunnelSide) {
        guard !isOver else { return }
        let leg = leg(side)
        leg.lastHeard = eventLoop.now
        if !leg.hasSentClose { leg.follower.receive(buffer) }
        pass(from: side, leg)
    }

    func readComplete(from side: TunnelSide) {
        flush(side.other)
        flush(side)
    }

    private func pass(from side: TunnelSide, _ leg: TunnelLeg) {
        do throws(RelayViolation) {
            while !isOver, !leg.hasSentClose, let piece = try leg.follower.next() {
                try pass(piece, from: side)
                if ownClose != nil { sendOwnClose() }
            }
        } catch {
            leg.hasSentClose = true
            close(error.code, error.reason)
        }
    }

    private func pass(_ piece: FrameFollower.Piece, from side: TunnelSide) throws(RelayViolation) {
        switch piece {
        case .data(let bytes): write(bytes, to: side.other)
        case .control(.pong, let raw, let payload):
            if !leg(side).takePong(payload) { write(raw, to: side.other) }
        case .control(.close, let raw, let payload):
            try note(close: payload, from: side)
            leg(side).hasSentClose = true
            if !leg(side.other).wasSentClose {
                write(raw, to: side.other)
                leg(side.other).wasSentClose = true
            }
            beginClosing()
        case .control(_, let raw, _): write(raw, to: side.other)
        }
    }

    /// Reserved codes never travel (RFC 6455 §7.4.1).
    private func note(close payload: ByteBuffer, from side: TunnelSide) throws(RelayViolation) {
        do throws(WireError) {
            noteClose(by: side, try CloseReason.parse(payload).code)
        } catch {
            let code: CloseCode = error.code == .badUTF8 ? .invalidPayload : .protocolError
            throw RelayViolation(code: code, reason: error.reason)
        }
    }

    /// What was written last waits for the flush, and goes with it in one way down the connection's handlers.
    private func write(_ bytes: ByteBuffer, to side: TunnelSide) {
        let leg = leg(side)
        guard !leg.wasSentClose, !leg.isLost else { return }
        if let waiting = leg.waiting {
            switch side {
            case .browser: browser.writeRaw(waiting)
            case .tenant: tenant.write(waiting)
            }
        }
        leg.waiting = bytes
    }

    private func flush(_ side: TunnelSide) {
        let leg = leg(side)
        guard let waiting = leg.waiting else { return }
        leg.waiting = nil
        switch side {
        case .browser: browser.sendRaw(waiting)
        case .tenant: tenant.writeAndFlush(waiting)
        }
    }

    // MARK: - Back-pressure

    func mayRead(_ side: TunnelSide) -> Bool { !leg(side).isPaused }

    func writabilityChanged(of side: TunnelSide, isWritable: Bool) {
        pause(side.other, !isWritable)
        let now = eventLoop.now
        leg(side).lastHeard = now
        leg(side).stalledSince = isWritable ? nil : now
        // Who had to take so much first could not answer a close before.
        if closingSince != nil, ownClose == nil { closingSince = now }
    }

    private func pause(_ side: TunnelSide, _ isPaused: Bool) {
        leg(side).isPaused = isPaused
        switch side {
        case .browser: if !isPaused { browser.resumeReading() }
        case .tenant: tenant.pause(isPaused)
        }
    }

    // MARK: - Ends

    /// Closes both ends with a code of our own, each at its next boundary.
    func close(_ code: CloseCode, _ reason: String) {
        guard !isOver, ownClose == nil else { return }
        noteClose(by: nil, code)
        ownClose = CloseReason(code: code, reason: reason)
        browserLeg.follower.stopsAtBoundaries = true
        tenantLeg.follower.stopsAtBoundaries = true
        sendOwnClose()
        beginClosing()
    }

    private func sendOwnClose() {
        guard let ownClose else { return }
        for side in [TunnelSide.browser, .tenant] where leg(side.other).follower.isAtBoundary {
            sendClose(ownClose, to: side)
        }
    }

    private func sendClose(_ reason: CloseReason, to side: TunnelSide) {
        guard !leg(side).wasSentClose, !leg(side).isLost else { return }
        write(frame(.close, reason.encode(), to: side), to: side)
        leg(side).wasSentClose = true
        flush(side)
    }

    /// A connection is gone, or will send no more: the other end is told, with a code that may travel (WS-08).
    func lost(_ side: TunnelSide) {
        guard !isOver, !leg(side).isLost else { return }
        noteClose(by: side, nil)
        leg(side).isLost = true
        // Nothing is written there any more, so that the other end need not wait.
        pause(side.other, false)
        guard !leg(side.other).isLost else { return end() }
        let isClean = leg(side).hasSentClose && leg(side.other).hasSentClose
        guard !isClean, leg(side).follower.isAtBoundary else { return end() }
        let code: CloseCode = side == .browser ? .goingAway : .internalError
        sendClose(CloseReason(code: code, reason: "The other side is gone."), to: side.other)
        beginClosing()
        if leg(side.other).hasSentClose { end() }
    }

    private func noteClose(by side: TunnelSide?, _ code: CloseCode?) {
        if firstClose == nil { firstClose = .init(side: side, code: code?.rawValue) }
    }

    private func beginClosing() {
        if closingSince == nil { closingSince = eventLoop.now }
        flush(.browser)
        flush(.tenant)
        // Both said it: the tenant, as the server, would end the connection now (RFC 6455 §7.1.1).
        if browserLeg.isDone, tenantLeg.isDone { end() }
    }

    private func end() {
        guard !isOver else { return }
        isOver = true
        if let firstClose { loop.counts.socketClosed(firstClose) }
        loop.wheel.clear(alarm)
        if let handle { session.remove(handle) }
        handle = nil
        place = nil
        flush(.browser)
        flush(.tenant)
        tenant.close()
        browser.relayEnded()
    }

    // MARK: - Time

    private static let tickLength = TimeAmount.seconds(1)

    private func tick() {
        guard !isOver else { return }
        let now = eventLoop.now
        let times = loop.shared.settings.times
        watchSession()
        for side in [TunnelSide.browser, .tenant] {
            if leg(side).isStalled(at: now, for: times.writeStall) { lost(side) }
            keepAlive(side, now, times)
        }
        if let closingSince, now - closingSince >= times.closing, !isDelivering { giveUpClosing() }
        if !isOver { loop.wheel.set(alarm, in: Self.tickLength) }
    }

    /// Whether the closes of both ends wait behind what one of them takes slowly; a close of our own waits for nobody.
    private var isDelivering: Bool { ownClose == nil && (browserLeg.isBehind || tenantLeg.isBehind) }

    /// A close that was not answered in time: who sent it gets an answer all the same (RFC 6455 §5.5.1).
    private func giveUpClosing() {
        for side in [TunnelSide.browser, .tenant] where !leg(side).hasSentClose { lost(side) }
        end()
    }

    /// Ends with the session; what the browser sends keeps the session alive (EXP-01).
    private func watchSession() {
        guard session.isAlive(at: loop.now) else { return close(.policy, "The session is over.") }
        if browserLeg.follower.takeActivity() { session.touch(loop.now) }
    }

    /// Breaks a silence with a ping, and gives up on an end that does not answer.
    private func keepAlive(_ side: TunnelSide, _ now: NIODeadline, _ times: ForwardingTimes) {
        // An end that is not read from cannot be heard.
        guard !isOver, closingSince == nil, !leg(side).isPaused else { return }
        let silence = now - leg(side).lastHeard
        if silence >= times.lost { return lost(side) }
        guard silence >= times.ping, now - leg(side).lastPinged >= times.ping,
            leg(side.other).follower.isAtBoundary
        else { return }
        let payload = ByteBuffer(bytes: loop.shared.settings.random.bytes(8))
        write(frame(.ping, payload, to: side), to: side)
        leg(side).openPings.append(payload)
        leg(side).lastPinged = now
        flush(side)
    }

    // MARK: - Pieces

    /// A frame of our own; towards the tenant it is masked, with a key of its own (RFC 6455 §5.3).
    private func frame(_ opcode: FrameOpcode, _ payload: ByteBuffer, to side: TunnelSide) -> ByteBuffer {
        var bytes = ByteBuffer()
        let key = loop.shared.settings.random.bytes(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        Frame(opcode: opcode, payload: payload).write(into: &bytes, maskKey: side == .tenant ? key : nil)
        return bytes
    }

    private func leg(_ side: TunnelSide) -> TunnelLeg { side == .browser ? browserLeg : tenantLeg }
}
