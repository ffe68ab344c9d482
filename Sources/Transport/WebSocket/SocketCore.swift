// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Synchronization
import Wire

/// What both ends of a WebSocket share: frames over a raw connection.
final class SocketCore: Sendable {
    let connection: RawConnection
    let isClient: Bool
    private let random: RandomSource
    private let state: Mutex<State>

    private struct State {
        var inbound = ByteBuffer()
        var autoPong: Bool
        var hasSentClose = false
        var hasEnded = false
    }

    /// Payloads larger than this are refused; the double has to keep them in memory.
    static let payloadLimit = 64 * 1024 * 1024

    init(connection: RawConnection, isClient: Bool, autoPong: Bool, random: RandomSource = .system) {
        self.connection = connection
        self.isClient = isClient
        self.random = random
        state = Mutex(State(autoPong: autoPong))
    }

    var autoPong: Bool {
        get { state.withLock { $0.autoPong } }
        set { state.withLock { $0.autoPong = newValue } }
    }

    func send(_ frame: Frame) async throws {
        var buffer = ByteBuffer()
        frame.write(into: &buffer, maskKey: maskKey())
        if frame.kind == .close { state.withLock { $0.hasSentClose = true } }
        try await connection.send(buffer)
    }

    /// A fresh mask for each frame of a client, none for a server.
    ///
    /// - Source: RFC 6455 §5.1, §5.3.
    private func maskKey() -> UInt32? {
        guard isClient else { return nil }
        return random.bytes(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    func receive(upTo deadline: NIODeadline?) async throws -> SocketEvent {
        if state.withLock({ $0.hasEnded }) { return .lost }
        while true {
            if let frame = try nextFrame() { return try await event(for: frame) }
            let bytes: ByteBuffer?
            do {
                bytes = try await connection.receive(upTo: deadline)
            } catch let error as TransportError where error.code != .timedOut && error.code != .misuse {
                return await lost()
            }
            guard var bytes else { return await lost() }
            state.withLock { state in
                state.inbound.discardReadBytes()
                _ = state.inbound.writeBuffer(&bytes)
            }
        }
    }

    private func lost() async -> SocketEvent {
        state.withLock { $0.hasEnded = true }
        await connection.close()
        return .lost
    }

    private func nextFrame() throws -> Frame? {
        try state.withLock { state in
            do {
                return try Frame.parse(&state.inbound, limit: Self.payloadLimit)
            } catch {
                throw TransportError(.malformed, "The peer sent no valid frame.", underlying: error)
            }
        }
    }

    private func event(for frame: Frame) async throws -> SocketEvent {
        switch frame.kind {
        case .ping where autoPong:
            try await send(Frame(opcode: .pong, payload: frame.payload))
            return .frame(frame)
        case .close:
            return await closed(by: frame)
        default:
            return .frame(frame)
        }
    }

    /// Answers a close frame with its echo, if we have not sent ours, and sees how TCP ends.
    ///
    /// - Source: RFC 6455 §5.5.1, §7.1.1: the server closes TCP first, the client waits for it.
    private func closed(by frame: Frame) async -> SocketEvent {
        let reason: CloseReason?
        do {
            reason = try CloseReason.parse(frame.payload)
        } catch {
            // A payload that RFC 6455 §5.5.1 does not allow still tells its code: whoever looks on has to see it.
            reason = frame.payload.getInteger(at: frame.payload.readerIndex, as: UInt16.self)
                .map { CloseReason(code: CloseCode(rawValue: $0)) }
        }
        let isAnswer = state.withLock { state in
            state.hasEnded = true
            return state.hasSentClose
        }
        var clean = true
        do {
            if !isAnswer { try await send(Frame(opcode: .close, payload: frame.payload)) }
            if isClient { clean = try await connection.receive(within: SocketLimits.lastGoodbye) == nil }
        } catch {
            clean = false
        }
        await connection.close()
        return .closed(reason, clean: clean)
    }

    func close(_ reason: CloseReason?) async throws {
        try await send(Frame(opcode: .close, payload: reason?.encode() ?? ByteBuffer()))
    }
}

/// Time limits of WebSockets.
enum SocketLimits {
    /// How long a client waits for the server to end TCP after the close frames; then it ends TCP itself.
    static let lastGoodbye = Duration.seconds(2)
}
