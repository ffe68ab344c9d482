// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Cassettes
import NIOCore
import Transport
import Wire

/// Plays the server's side of one recorded socket to a live client.
struct SocketPlayer: Sendable {
    let deck: ReplayDeck
    let seat: ReplayDeck.Seat
    let socket: ServerWebSocket
    let timing: ReplayTiming
    let policy: MissPolicy

    /// Plays until either side ends the socket.
    func play() async {
        await withTaskGroup { group in
            group.addTask { await speak() }
            await listen()
            deck.end(seat)
            await group.waitForAll()
        }
    }

    private func listen() async {
        deck.begin(seat)
        var assembler = MessageAssembler()
        do {
            while case .frame(let frame) = try await socket.next() {
                guard let message = try assembler.feed(frame), let missed = deck.receive(message, on: seat) else {
                    continue
                }
                try await answer(missed.miss, id: missed.id)
            }
        } catch {
            // What cannot be read, or nobody takes, ends the socket as it would end at a tenant.
            await socket.drop()
        }
    }

    private func speak() async {
        do {
            for await turn in seat.turns {
                try await timing.wait(turn.delay)
                switch turn.act {
                case .send(let frame): try await socket.send(frame: Frame(frame))
                case .drop: await socket.drop()
                case .reset: await socket.reset()
                }
            }
        } catch {
            await socket.drop()
        }
    }

    /// Tells a client that the recording has nothing for its message.
    ///
    /// - Source: JSON-RPC 2.0 §5.1 for the error, RFC 6455 §7.4.1 for 1011.
    private func answer(_ miss: UnmatchedRequest, id: String?) async throws {
        guard policy == .answer, let id else {
            return try await socket.close(CloseReason(code: .internalError, reason: "not in the recording"))
        }
        let message = JSONValue.string(miss.description).serialized()
        try await socket.send(text: #"{"jsonrpc":"2.0","id":\#(id),"error":{"code":-32601,"message":\#(message)}}"#)
    }
}

extension Frame {
    fileprivate init(_ frame: RecordedFrame) {
        self.init(fin: frame.fin, reserved: frame.reserved, opcode: frame.opcode, payload: frame.payload)
    }
}
