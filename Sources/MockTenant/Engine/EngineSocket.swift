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
    private let state: Mutex<State>

    private struct State {
        var isOpen = true
        /// The close frame that we sent first.
        var ownClosing: CloseReason?
        var isDropped = false
        /// When the client was last heard, by the tenant's clock.
        var lastHeardAt: Int64
    }

    init(core: TenantCore, exchange: Int, seat: EngineSeat, socket: ServerWebSocket) {
        self.core = core
        self.exchange = exchange
        self.seat = seat
        self.socket = socket
        state = Mutex(State(lastHeardAt: core.now))
    }

    var key: EngineHall.Key { EngineHall.Key(userID: seat.user.id, app: seat.app, identity: seat.identity) }
    var lastHeardAt: Int64 { state.withLock { $0.lastHeardAt } }
    var isOpen: Bool { state.withLock { $0.isOpen } }

    /// Serves until either side has ended the socket.
    func run() async {
        core.engine.add(self)
        do {
            try await greet()
            try await listen()
        } catch {
            conclude(nil, isLost: true)
            await socket.drop()
        }
        core.engine.detach(self, now: core.now)
        core.engine.remove(self)
    }

    /// - Source: enigma-go and the SDK wait for `OnConnected` before they say a word.
    private func greet() async throws {
        if let closing = closingForApp() {
            try await close(closing.reason(traceID: core.newTraceID()))
            return
        }
        let isAttached = core.engine.attach(self, now: core.now)
        let state = isAttached ? "SESSION_ATTACHED" : "SESSION_CREATED"
        core.witness.update(exchange) { $0.facts["engine.session"] = state }
        try await send(
            text: #"{"jsonrpc":"2.0","method":"OnConnected","params":{"qSessionState":"\#(state)"}}"#)
    }

    private func closingForApp() -> EngineClosing? {
        if seat.isAppless { return nil }
        guard let app = core.configuration.apps.first(where: { $0.id == seat.app }) else { return .appNotFound }
        return app.isAccessible ? nil : .noPermission
    }

    private func listen() async throws {
        var assembler = MessageAssembler()
        var dialogue = EngineDialogue(core: core, seat: seat)
        while true {
            switch try await socket.next() {
            case .frame(let frame):
                note(frame, fromClient: true)
                let now = core.now
                state.withLock { $0.lastHeardAt = now }
                if core.switches.countsSocketTrafficAsActivity { core.sessions.touch(seat.sessionKey, now: core.now) }
                if frame.kind == .ping {
                    try await send(Frame(opcode: FrameOpcode.pong, payload: frame.payload))
                } else if let message = try assembler.feed(frame) {
                    try await answer(message, dialogue: &dialogue)
                }
            case .closed(let reason, _):
                noteClosing(reason)
                return conclude(reason, isLost: false)
            case .lost:
                return conclude(nil, isLost: true)
            }
        }
    }

    private func answer(_ message: WebSocketMessage, dialogue: inout EngineDialogue) async throws {
        switch message {
        case .binary(let bytes): try await send(Frame(opcode: FrameOpcode.binary, payload: bytes))
        case .text(let text): if let reply = dialogue.reply(to: text) { try await send(text: reply) }
        }
    }

    // MARK: Sending

    func send(text: String) async throws {
        try await send(Frame(opcode: FrameOpcode.text, payload: ByteBuffer(string: text)))
    }

    func send(_ frame: Frame) async throws {
        note(frame, fromClient: false)
        try await socket.send(frame: frame)
    }

    /// Sends a close frame; the socket ends when the client has answered it.
    func close(_ reason: CloseReason?) async throws {
        let closing = reason ?? CloseReason(code: nil)
        let isFirst = state.withLock { state in
            defer { state.ownClosing = state.ownClosing ?? closing }
            return state.ownClosing == nil
        }
        guard isFirst else { return }
        noteClosing(reason, fromClient: false)
        core.witness.update(exchange) { witnessed in
            witnessed.socket?.closedBy = .server
            witnessed.socket?.closeCode = reason?.code?.rawValue
            witnessed.socket?.closeReason = reason?.reason ?? ""
        }
        try await socket.close(reason)
    }

    /// Ends TCP without a close frame, with a reset or in order.
    func drop(reset: Bool) async {
        state.withLock { $0.isDropped = true }
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
        core.witness.update(exchange) { $0.socket?.frames.append(seen) }
    }

    private func noteClosing(_ reason: CloseReason?, fromClient: Bool = true) {
        note(Frame(opcode: FrameOpcode.close, payload: reason?.encode() ?? ByteBuffer()), fromClient: fromClient)
    }

    private func conclude(_ reason: CloseReason?, isLost: Bool) {
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
