// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Transport
import Wire

extension TenantExchange {
    /// Accepts the WebSocket and lets the engine speak until either side ends it.
    ///
    /// - Source: RFC 6455 §4.2.2.
    func upgrade(_ seat: EngineSeat, headers: HeaderList, scripted: ScriptedAnswer.Action?) async throws {
        var extra = headers
        var acceptKey: String?
        switch scripted {
        case .addHeaders(let added): for field in added { extra.append(field.name, field.value) }
        case .wrongAcceptKey: acceptKey = WebSocketHandshake.acceptKey(for: "not the key of this client")
        default: break
        }
        let compression = agreedCompression()
        if let compression { extra.append(HeaderNames.socketExtensions, compression.line) }
        noteUpgrade(extra, acceptKey: acceptKey)
        // Pings are answered by the engine socket, so that the witness sees the pong.
        let end = writer.webSocket(autoPong: false)
        let socket = EngineSocket(core: core, exchange: id, seat: seat, socket: end, compression: compression)
        // Whoever has seen the 101 may count on the socket's being open here.
        core.engine.add(socket)
        do {
            try await writer.upgrade(to: end, headers: extra, acceptKey: acceptKey)
        } catch {
            core.engine.remove(socket)
            throw error
        }
        await socket.run()
    }

    private func agreedCompression() -> PerMessageDeflate? {
        guard core.switches.acceptsSocketCompression else { return nil }
        return PerMessageDeflate.agreed(request.head.headers.tokens(HeaderNames.socketExtensions))
    }

    /// Accepts the WebSocket, closes it at once, and waits for the client's close frame.
    func refuseSocket(_ reason: CloseReason, headers: HeaderList) async throws {
        noteUpgrade(headers, acceptKey: nil)
        let socket = try await writer.upgrade(headers: headers, autoPong: false)
        core.witness.update(id) { exchange in
            exchange.socket = WitnessedSocket(
                frames: [
                    WitnessedFrame(
                        fromClient: false, opcode: FrameOpcode.close.rawValue,
                        payload: Array(reason.encode().readableBytesView), at: MonotonicTime.now)
                ],
                closedBy: .server, closeCode: reason.code?.rawValue, closeReason: reason.reason)
        }
        try await socket.close(reason)
        while case .frame = try await socket.next() {}
        conclude(.complete)
    }

    private func noteUpgrade(_ extra: HeaderList, acceptKey: String?) {
        let key = acceptKey ?? WebSocketHandshake.acceptKey(for: request.head.headers.first("Sec-WebSocket-Key") ?? "")
        var lines: HeaderList = ["Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Accept": key]
        for field in extra { lines.append(field.name, field.value) }
        let response = WitnessedResponse(
            status: 101, reason: StatusPhrases.phrase(for: 101), headers: lines, body: .empty)
        core.witness.update(id) { exchange in
            exchange.response = response
            exchange.socket = WitnessedSocket()
        }
    }
}
