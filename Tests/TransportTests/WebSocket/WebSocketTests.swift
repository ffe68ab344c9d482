// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Wire

@testable import Transport

@Suite("WebSockets on both ends")
struct WebSocketTests {
    private func withSocket(
        serving serve: @escaping @Sendable (ServerWebSocket) async throws -> Void,
        _ body: (ClientWebSocket, ResponseHead) async throws -> Void
    ) async throws {
        try await withDouble(answering: { _, writer in
            try await serve(try await writer.upgrade(headers: ["X-Extra": "1"]))
        }) { server in
            let browser = try await server.browse()
            guard case .opened(let socket, let head) = try await browser.openWebSocket(.socket("/app/1")) else {
                Issue.record("refused")
                return
            }
            try await body(socket, head)
            await browser.close()
        }
    }

    private static let echo: @Sendable (ServerWebSocket) async throws -> Void = { socket in
        while case .frame(let frame) = try await socket.next() {
            if !frame.isControl { try await socket.send(frame: frame) }
        }
    }

    private func payload(_ event: SocketEvent) -> String? {
        guard case .frame(let frame) = event else { return nil }
        return "\(frame.opcode):\(String(buffer: frame.payload))"
    }

    @Test func handshakeCarriesTheRightKeyAndExtraLines() async throws {
        try await withSocket(serving: Self.echo) { _, head in
            #expect(head.status == 101)
            #expect(head.headers.first("Sec-WebSocket-Accept") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
            #expect(head.headers.first("X-Extra") == "1")
        }
    }

    @Test func framesComeBackInOrder() async throws {
        try await withSocket(serving: Self.echo) { socket, _ in
            try await socket.send(text: "one")
            try await socket.send(binary: ByteBuffer(bytes: [0x32]))
            try await socket.send(frame: Frame(fin: false, opcode: .text, payload: ByteBuffer(string: "ab")))
            try await socket.send(frame: Frame(opcode: .continuation, payload: ByteBuffer(string: "c")))
            #expect(payload(try await socket.receive()) == "1:one")
            #expect(payload(try await socket.receive()) == "2:2")
            #expect(payload(try await socket.receive()) == "1:ab")
            #expect(payload(try await socket.receive()) == "0:c")
        }
    }

    @Test func serverMaySpeakFirstInTheSameSegment() async throws {
        try await withDouble(answering: { request, writer in
            let key = WebSocketHandshake.acceptKey(for: request.head.headers.first("Sec-WebSocket-Key") ?? "")
            try await writer.raw(
                Array(
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: \(key)\r\n\r\n"
                        .utf8) + [0x81, 0x02, 0x68, 0x69])
        }) { server in
            let browser = try await server.browse()
            guard case .opened(let socket, _) = try await browser.openWebSocket(.socket("/")) else {
                Issue.record("refused")
                return
            }
            #expect(payload(try await socket.receive()) == "1:hi")
            guard case .lost = try await socket.receive() else {
                Issue.record("not lost")
                return
            }
        }
    }

    @Test func pingIsAnsweredUnlessToldOtherwise() async throws {
        try await withSocket(serving: Self.echo) { socket, _ in
            try await socket.send(frame: Frame(opcode: .ping, payload: ByteBuffer(string: "p")))
            #expect(payload(try await socket.receive()) == "10:p")
        }
        try await withSocket(serving: { socket in
            socket.autoPong = false
            _ = try await socket.next()
            try await socket.send(text: "no pong came before")
        }) { socket, _ in
            try await socket.send(frame: Frame(opcode: .ping))
            #expect(payload(try await socket.receive()) == "1:no pong came before")
        }
    }

    @Test func closeOfTheServerIsEchoedAndClean() async throws {
        let seen = Notes<Bool>()
        try await withSocket(serving: { socket in
            try await socket.close(CloseReason(code: CloseCode(rawValue: 4204), reason: "QEP-104"))
            if case .closed(let reason, let clean) = try await socket.next() {
                seen.add(clean && reason?.code?.rawValue == 4204)
            }
        }) { socket, _ in
            guard case .closed(let reason, let clean) = try await socket.receive() else {
                Issue.record("not closed")
                return
            }
            #expect(reason == CloseReason(code: CloseCode(rawValue: 4204), reason: "QEP-104"))
            #expect(clean)
        }
        #expect(seen.all == [true])
    }

    @Test func closeOfTheClientIsEchoed() async throws {
        try await withSocket(serving: Self.echo) { socket, _ in
            try await socket.close(CloseReason(code: .normal, reason: "bye"))
            guard case .closed(let reason, let clean) = try await socket.receive() else {
                Issue.record("not closed")
                return
            }
            #expect(reason == CloseReason(code: .normal, reason: "bye"))
            #expect(clean)
        }
    }

    @Test(arguments: [true, false])
    func endWithoutCloseFrameIsLost(byReset: Bool) async throws {
        try await withSocket(serving: { socket in
            if byReset { await socket.reset() } else { await socket.drop() }
        }) { socket, _ in
            guard case .lost = try await socket.receive() else {
                Issue.record("not lost")
                return
            }
        }
    }

    @Test func socketOutlivesItsHandler() async throws {
        let sockets = Notes<ServerWebSocket>()
        try await withSocket(serving: { sockets.add($0) }) { socket, _ in
            let server = try #require(sockets.all.first)
            try await server.send(text: "later")
            #expect(payload(try await socket.receive()) == "1:later")
        }
    }
}
