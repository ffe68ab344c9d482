// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Synchronization
import Transport
import Wire

/// One engine socket: speaks first, answers JSON-RPC, echoes what is no JSON, and keeps the witness informed.
final class EngineSocket: Sendable {
    let core: TenantCore
    let exchange: Int
    let seat: EngineSeat
    private let socket: ServerWebSocket
    private let outbox = EngineOutbox()
    private let pending = PendingAnswers()
    private let pulse: Mutex<SocketPulse>
    private let compression: PerMessageDeflate?
    /// The switches as they stood when the socket was opened.
    private let switches: TenantSwitches
    private let state: Mutex<State>

    private struct State {
        var isOpen = true
        /// The close frame that we sent first.
        var ownClosing: CloseReason?
        var isDropped = false
        var answers = 0
    }

    init(
        core: TenantCore, exchange: Int, seat: EngineSeat, socket: ServerWebSocket, compression: PerMessageDeflate?
    ) {
        self.core = core
        self.exchange = exchange
        self.seat = seat
        self.socket = socket
        self.compression = compression
        state = Mutex(State())
        switches = core.switches
        pulse = Mutex(SocketPulse(switches, now: Self.moment(core)))
    }

    var key: EngineHall.Key { EngineHall.Key(userID: seat.user.id, app: seat.app, identity: seat.identity) }
    var isOpen: Bool { state.withLock { $0.isOpen } }

    private static func moment(_ core: TenantCore) -> SocketPulse.Moment {
        SocketPulse.Moment(real: MonotonicTime.now / 1_000_000, tenant: core.now)
    }

    /// Serves until either side has ended the socket, and leaves the engine, which knows it by now.
    func run() async {
        async let writing: Void = write()
        await withDiscardingTaskGroup { group in
            group.addTask { await self.keepAlive() }
            do {
                try await serve(in: &group)
            } catch let error as WireError {
                await fail(error)
            } catch {
                conclude(nil, isLost: true)
                await socket.drop()
            }
            group.cancelAll()
        }
        core.engine.remove(self)
        outbox.finish()
        await writing
    }

    /// Says what was wrong and ends the socket (RFC 6455 §7.1.7); what comes meanwhile is no message any more.
    private func fail(_ error: WireError) async {
        do {
            try await close(CloseReason(code: error.closeCode, reason: error.reason))
            while case .frame = try await socket.next() {}
        } catch {
            // The client did not wait to hear it.
        }
        conclude(nil, isLost: true)
        await socket.drop()
    }

    private func serve(in group: inout DiscardingTaskGroup) async throws {
        if let closing = closingForApp() {
            try await close(closing.reason(traceID: core.newTraceID()))
            return try await listen(nil, in: &group)
        }
        let (session, isAttached) = core.engine.attach(self, now: core.now)
        if seat.isSessionApp, let app = seat.app(seat.app, of: core.configuration.apps) { session.openIfNone(app) }
        try await greet(isAttached: isAttached)
        let dialogue = EngineDialogue(core: core, seat: seat, socket: exchange, session: session)
        try await listen(dialogue, in: &group)
    }

    /// - Source: enigma-go and the SDK wait for `OnConnected` before they say a word.
    private func greet(isAttached: Bool) async throws {
        let state = switches.sessionState ?? (isAttached ? "SESSION_ATTACHED" : "SESSION_CREATED")
        core.witness.update(exchange) { $0.facts["engine.session"] = state }
        try await send(
            text: #"{"jsonrpc":"2.0","method":"OnConnected","params":{"qSessionState":"\#(state)"}}"#)
    }

    private func closingForApp() -> EngineClosing? {
        if seat.isAppless { return nil }
        guard let app = core.configuration.apps.first(where: { $0.id == seat.app }) else { return .appNotFound }
        return app.isAccessible ? nil : .noPermission
    }

    // MARK: Receiving

    private func listen(_ dialogue: EngineDialogue?, in group: inout DiscardingTaskGroup) async throws {
        var assembler = MessageAssembler()
        var unpacker = try compression.map(FrameUnpacker.init)
        while true {
            switch try await socket.next() {
            case .frame(let raw):
                let frame = try unpacker?.unpack(raw) ?? raw
                note(frame, fromClient: true)
                pulse.withLock { $0.heard(isMessage: !frame.isControl, now: Self.moment(core)) }
                if core.switches.countsSocketTrafficAsActivity, let key = seat.sessionKey {
                    core.sessions.touch(key, now: core.now)
                }
                if frame.kind == .ping {
                    try await send(Frame(opcode: FrameOpcode.pong, payload: frame.payload))
                } else if let message = try assembler.feed(frame) {
                    try await answer(message, dialogue, in: &group)
                }
            case .closed(let reason, _):
                noteClosing(reason)
                return conclude(reason, isLost: false)
            case .lost:
                return conclude(nil, isLost: true)
            }
        }
    }

    private func answer(
        _ message: WebSocketMessage, _ dialogue: EngineDialogue?, in group: inout DiscardingTaskGroup
    ) async throws {
        switch message {
        case .binary(let bytes): try await send(Frame(opcode: FrameOpcode.binary, payload: bytes))
        case .text(let text):
            guard let reply = dialogue?.reply(to: text) else { return }
            core.engine.tell(reply.news)
            for answer in pending.release(reply.aborted) { try await send(.answer(answer.givenUp)) }
            guard let message = reply.message else { return }
            if case .answer(let answer) = message, isHeldBack() {
                holdBack(answer, in: &group)
            } else {
                try await send(message)
            }
        }
    }

    /// Every second answer, where the switch asks for it.
    private func isHeldBack() -> Bool {
        guard switches.heldAnswerMilliseconds > 0 else { return false }
        return state.withLock { state in
            state.answers += 1
            return state.answers.isMultiple(of: 2)
        }
    }

    /// Lets real time pass before an answer leaves: an answer out of order is meant to be felt on the wire.
    private func holdBack(_ answer: EngineAnswer, in group: inout DiscardingTaskGroup) {
        pending.hold(answer)
        let patience = Duration.milliseconds(switches.heldAnswerMilliseconds)
        group.addTask {
            do {
                try await Task.sleep(for: patience)
            } catch {
                return
            }
            if let answer = self.pending.release(answer.id) { self.post(.answer(answer)) }
        }
    }

    // MARK: Pulse

    /// Pings a silent client, drops it when it stays silent and closes it when the engine is idle, as the switches
    /// ask, until the socket ends: an error is nothing but that end.
    private func keepAlive() async {
        do {
            while true {
                switch pulse.withLock({ $0.next(now: Self.moment(core)) }) {
                case .never: return
                case .ping: post(.frame(Frame(opcode: FrameOpcode.ping, payload: ByteBuffer(string: "tenant"))))
                case .drop: return await drop(reset: false)
                case .end: try await close(EngineClosing.idle.reason(traceID: core.newTraceID()))
                case .wait(let milliseconds): try await Task.sleep(for: .milliseconds(milliseconds))
                }
            }
        } catch {
            return
        }
    }

    // MARK: Sending

    /// Writes what is lined up, one message after the other.
    private func write() async {
        var encoder = EngineEncoder(fragmentBytes: switches.fragmentBytes)
        var packer: FramePacker?
        for await parcel in outbox.parcels {
            do {
                if packer == nil { packer = try compression.map(FramePacker.init) }
                for frame in encoder.frames(of: parcel.message) {
                    note(frame, fromClient: false)
                    try await socket.send(frame: packer?.pack(frame) ?? frame)
                }
                parcel.sent?.resume()
            } catch {
                parcel.sent?.resume(throwing: error)
            }
        }
    }

    /// Lines a message up without waiting for it.
    func post(_ message: EngineMessage) { outbox.post(message) }

    func send(_ message: EngineMessage) async throws { try await outbox.send(message) }
    func send(text: String) async throws { try await send(.text(text)) }
    func send(_ frame: Frame) async throws { try await send(.frame(frame)) }

    /// Sends a close frame; the socket ends when the client has answered it.
    func close(_ reason: CloseReason?) async throws {
        let closing = reason ?? CloseReason(code: nil)
        let isFirst = state.withLock { state in
            defer { state.ownClosing = state.ownClosing ?? closing }
            return state.ownClosing == nil
        }
        guard isFirst else { return }
        core.witness.update(exchange) { witnessed in
            witnessed.socket?.closedBy = .server
            witnessed.socket?.closeCode = reason?.code?.rawValue
            witnessed.socket?.closeReason = reason?.reason ?? ""
        }
        try await send(Frame(opcode: FrameOpcode.close, payload: reason?.encode() ?? ByteBuffer()))
    }

    /// Ends TCP without a close frame, with a reset or in order.
    func drop(reset: Bool) async {
        state.withLock { $0.isDropped = true }
        // Before it happens: who sees the end must not find the witness without it.
        core.witness.update(exchange) { if $0.socket?.closedBy == nil { $0.socket?.closedBy = .lost } }
        if reset {
            await socket.reset()
        } else {
            await socket.drop()
        }
    }

    func pauseReading() { socket.pauseReading() }
    func resumeReading() { socket.resumeReading() }

    // MARK: Witness

    private func note(_ frame: Frame, fromClient: Bool) {
        let seen = WitnessedFrame(
            fromClient: fromClient, opcode: frame.opcode, fin: frame.fin,
            payload: Array(frame.payload.readableBytesView), at: MonotonicTime.now)
        core.witness.append(seen, to: exchange)
    }

    private func noteClosing(_ reason: CloseReason?) {
        note(Frame(opcode: FrameOpcode.close, payload: reason?.encode() ?? ByteBuffer()), fromClient: true)
    }

    private func conclude(_ reason: CloseReason?, isLost: Bool) {
        // First of all: the time that the engine session outlives its socket begins when the socket is seen to end.
        core.engine.detach(self, now: core.now)
        let (isFirst, own, isDropped) = state.withLock { state in
            defer { state.isOpen = false }
            return (state.isOpen, state.ownClosing, state.isDropped)
        }
        guard isFirst else { return }
        core.witness.update(exchange) { witnessed in
            witnessed.endedAt = MonotonicTime.now
            witnessed.socket?.endedAt = witnessed.endedAt
            if isLost {
                if own == nil { witnessed.socket?.closedBy = .lost }
                witnessed.outcome = isDropped || own != nil ? .serverAborted : .clientAborted
                return
            }
            witnessed.outcome = .complete
            if own != nil {
                witnessed.facts["close.echo"] = reason?.code.map { String($0.rawValue) } ?? "none"
            } else {
                witnessed.socket?.closedBy = .client
                witnessed.socket?.closeCode = reason?.code?.rawValue
                witnessed.socket?.closeReason = reason?.reason ?? ""
            }
        }
    }
}
