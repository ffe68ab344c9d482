// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import ScenarioRunner
import Transport
import Wire

/// A WebSocket that a browser opened, and the task that writes down what arrives on it.
struct OpenSocket: Sendable {
    let id: Int
    let socket: ClientWebSocket
    let witness: Witness
    private let reading: Task<Void, Never>

    init(id: Int, socket: ClientWebSocket, witness: Witness) {
        self.id = id
        self.socket = socket
        self.witness = witness
        reading = Task { await OpenSocket.read(socket, id: id, witness: witness) }
    }

    /// Sends one frame and writes it down first, so that no answer can precede it.
    func send(_ frame: StageFrame) async throws {
        witness.append(
            WitnessedFrame(
                fromClient: true, opcode: frame.opcode, fin: frame.isFinal, payload: frame.payload,
                at: monotonicNanoseconds()),
            to: id)
        if frame.isMasked {
            try await socket.send(
                frame: Frame(
                    fin: frame.isFinal, reserved: frame.reserved, opcode: frame.opcode,
                    payload: ByteBuffer(bytes: frame.payload)))
        } else {
            try await socket.sendRaw(OpenSocket.unmasked(frame))
        }
    }

    /// Sends a close frame and notes that the browser began it.
    func close(code: UInt16?, reason: String) async throws {
        witness.update(id) { if $0.socket?.closedBy == nil { $0.socket?.closedBy = .client } }
        try await socket.close(code.map { CloseReason(code: CloseCode(rawValue: $0), reason: reason) })
    }

    /// Ends it at once.
    func end() async {
        reading.cancel()
        await socket.reset()
    }

    private static func unmasked(_ frame: StageFrame) -> [UInt8] {
        var buffer = ByteBuffer()
        Frame(
            fin: frame.isFinal, reserved: frame.reserved, opcode: frame.opcode,
            payload: ByteBuffer(bytes: frame.payload)
        ).write(into: &buffer, maskKey: nil)
        return Array(buffer.readableBytesView)
    }

    private static func read(_ socket: ClientWebSocket, id: Int, witness: Witness) async {
        while true {
            do {
                switch try await socket.next() {
                case .frame(let frame): note(frame, id: id, witness: witness)
                case .closed(let reason, _):
                    return finish(id, witness: witness) {
                        if $0.closedBy == nil { $0.closedBy = .server }
                        $0.closeCode = reason?.code?.rawValue
                        $0.closeReason = reason?.reason ?? ""
                    }
                case .lost: return finish(id, witness: witness) { $0.closedBy = .lost }
                }
            } catch {
                return finish(id, witness: witness) { $0.closedBy = .lost }
            }
        }
    }

    private static func note(_ frame: Frame, id: Int, witness: Witness) {
        witness.append(
            WitnessedFrame(
                fromClient: false, opcode: frame.opcode, fin: frame.fin,
                payload: Array(frame.payload.readableBytesView), at: monotonicNanoseconds()),
            to: id)
    }

    private static func finish(_ id: Int, witness: Witness, _ change: (inout WitnessedSocket) -> Void) {
        witness.update(id) { exchange in
            if var socket = exchange.socket {
                change(&socket)
                socket.endedAt = monotonicNanoseconds()
                exchange.socket = socket
            }
            exchange.outcome = .complete
            exchange.endedAt = monotonicNanoseconds()
        }
    }
}
