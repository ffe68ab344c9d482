// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Logging
import NIOCore
import Testing
import Transport
import Wire

@testable import Links

@Suite("Links that understand HTTP")
struct BehaviourTests {
    private func post(_ body: String, _ headers: HeaderList = [:]) -> [UInt8] {
        var head = RequestHead(method: "POST", target: "/x", version: .http11, headers: ["Host": "h"])
        head.headers.append(contentsOf: headers)
        if !headers.contains("Transfer-Encoding") { head.headers.append("Content-Length", "\(body.utf8.count)") }
        var buffer = ByteBuffer()
        head.write(into: &buffer)
        buffer.writeString(body)
        return Array(buffer.readableBytesView)
    }

    private func exchange(_ link: Link, _ bytes: [UInt8], method: String = "POST") async throws -> BrowserResponse {
        let browser = try await link.browse()
        try await browser.sendRaw(bytes)
        let response = try await browser.readResponse(to: method)
        await browser.close()
        return response
    }

    @Test func nothingSetChangesNothing() async throws {
        try await withBehaviour(LinkBehaviour()) { link, seen in
            let chunked = post("2\r\nab\r\n1\r\nc\r\n0\r\n\r\n", ["x-LOWER": "1", "Transfer-Encoding": "chunked"])
            let browser = try await link.browse()
            for bytes in [chunked, post("later")] {
                try await browser.sendRaw(bytes)
                #expect(try await browser.readResponse(to: "POST").isComplete)
            }
            await browser.close()
            #expect(seen.all.map { String(decoding: $0.body.prefix, as: UTF8.self) } == ["abc", "later"])
            #expect(seen.all.first?.headers.map(\.name) == ["Host", "x-LOWER", "Transfer-Encoding"])
        }
    }

    @Test func headersAreAlteredEitherWay() async throws {
        var behaviour = LinkBehaviour()
        behaviour.onRequest = { head, context in
            head.headers.append("X-Count", "\(context.notes.count("requests"))/\(context.shared.count("all"))")
            return .forward
        }
        behaviour.onResponse = { head, request, _ in
            head.headers.removeAll("X-From")
            head.headers.append("X-Target", request.target)
        }
        try await withBehaviour(behaviour) { link, seen in
            _ = try await exchange(link, post("a"))
            let response = try await exchange(link, post("b"))
            #expect(response.head.headers.first("X-From") == nil)
            #expect(response.head.headers.first("X-Target") == "/x")
            #expect(seen.all.map { $0.headers.first("X-Count") } == ["1/1", "1/2"])
        }
    }

    @Test func bodiesAreReplacedWithTheirLength() async throws {
        var behaviour = LinkBehaviour()
        behaviour.onRequestBody = { body, _, _ in ByteBuffer(string: "<" + String(buffer: body) + ">") }
        behaviour.onResponseBody = { body, _, _, _ in ByteBuffer(string: String(buffer: body) + "!") }
        try await withBehaviour(behaviour) { link, seen in
            let chunked = post("3\r\nabc\r\n0\r\n\r\n", ["Transfer-Encoding": "chunked"])
            let response = try await exchange(link, chunked)
            #expect(String(decoding: response.body, as: UTF8.self) == "<abc>!")
            #expect(response.head.headers.all("Content-Length") == ["6"])
            #expect(seen.all.first?.headers.all("Content-Length") == ["5"])
            #expect(seen.all.first?.headers.contains("Transfer-Encoding") == false)
        }
    }

    @Test func linkAnswersByItself() async throws {
        var behaviour = LinkBehaviour()
        behaviour.onRequest = { _, _ in
            .answer(ResponseHead(version: .http11, status: 418, reason: "Teapot", headers: [:]), Array("mine".utf8))
        }
        try await withBehaviour(behaviour) { link, seen in
            let response = try await exchange(link, post("a"))
            #expect(response.head.status == 418)
            #expect(response.body == Array("mine".utf8))
            #expect(seen.all.isEmpty)
        }
    }

    @Test func droppedRequestEndsTheConnection() async throws {
        try await withBehaviour(LinkBehaviour(onRequest: { _, _ in .drop })) { link, seen in
            await #expect(throws: TransportError.self) { _ = try await exchange(link, post("a")) }
            #expect(seen.all.isEmpty)
        }
    }

    @Test func requestIsRepeated() async throws {
        try await withBehaviour(LinkBehaviour(onRequest: { _, _ in .forwardTimes(3) })) { link, seen in
            let response = try await exchange(link, post("again"))
            #expect(response.body == Array("again".utf8))
            #expect(seen.all.count == 3)
            #expect(seen.all.allSatisfy { $0.body.prefix == Array("again".utf8) })
        }
    }

    @Test func rawRelayPassesWhatFollowsUnseen() async throws {
        let behaviour = LinkBehaviour(onRequest: { _, context in
            context.shared.count("heads")
            return .forwardRaw
        })
        try await withBehaviour(behaviour) { link, seen in
            let browser = try await link.browse()
            for text in ["one", "two"] {
                try await browser.sendRaw(post(text))
                #expect(try await browser.readResponse(to: "POST").body == Array(text.utf8))
            }
            await browser.close()
            #expect(seen.all.count == 2)
        }
    }

    @Test func whatIsNoHTTPPassesAsItIs() async throws {
        try await withBehaviour(LinkBehaviour()) { link, _ in
            let response = try await exchange(link, Array("GET / HTTP/1.1\r\nHost : h\r\n\r\n".utf8), method: "GET")
            #expect(response.head.status == 400)
        }
    }

    @Test func linkEndsTLSOnBothSides() async throws {
        let authority = try CertificateAuthority()
        let tls = try ServerTLS(identity: authority.issue(names: ["double.localhost"]))
        let trust = try ClientTLS(trustRootsPEM: authority.certificatePEM)
        let behaviour = LinkBehaviour(onResponse: { head, _, _ in head.headers.append("X-Link", "1") })
        let handler = EchoHandler(seen: Notes())
        let server = try await DoubleServer.start(tls: tls, logger: Logger(label: "test"), handler: handler)
        let endpoint = Endpoint(host: "double.localhost", port: server.port)
        let link = try await Link.start(to: { endpoint }, listenTLS: tls, dialTLS: trust, behaviour: behaviour)
        let browser = try await BrowserConnection.connect(
            to: Endpoint(host: "double.localhost", port: link.port), dialer: Dialer(tls: trust))
        try await browser.sendRaw(post("secret"))
        let response = try await browser.readResponse(to: "POST")
        #expect(response.head.headers.first("X-Link") == "1")
        #expect(response.body == Array("secret".utf8))
        await browser.close()
        await link.stop()
        await server.stop()
    }

    @Test func clientThatLeavesMidwayLeavesNoUpstreamOpen() async throws {
        let server = try await ConnectionServer.start { _, connection in await connection.untilPeerEnded() }
        let endpoint = Endpoint(host: "localhost", port: server.port)
        let link = try await Link.start(to: { endpoint }, behaviour: LinkBehaviour())
        let browser = try await link.browse()
        try await browser.sendRaw(Array("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nab".utf8))
        while server.openConnections == 0 { await Task.yield() }
        await link.stop()
        while server.openConnections > 0 { await Task.yield() }
        #expect(server.openConnections == 0)
        await browser.close()
        await server.stop()
    }

    private func socketExchange(_ behaviour: LinkBehaviour, sending texts: [String]) async throws -> [String] {
        var received: [String] = []
        try await withBehaviour(behaviour) { link, _ in
            let browser = try await link.browse()
            let head = RequestHead(
                method: "GET", target: "/app/1", version: .http11,
                headers: [
                    "Host": "h", "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
                    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
                ])
            guard case .opened(let socket, _) = try await browser.openWebSocket(head) else {
                Issue.record("refused")
                return
            }
            for text in texts { try await socket.send(text: text) }
            try await socket.close(CloseReason(code: .normal, reason: ""))
            while case .frame(let frame) = try await socket.receive() { received.append(String(buffer: frame.payload)) }
        }
        return received
    }

    @Test func socketPassesUnparsed() async throws {
        #expect(try await socketExchange(LinkBehaviour(), sending: ["a", "b"]) == ["a", "b"])
    }

    @Test func framesAreDroppedDoubledAndAltered() async throws {
        let behaviour = LinkBehaviour(onFrame: { direction, frame, _ in
            var frame = frame
            switch (direction, String(buffer: frame.payload)) {
            case (.toServer, "drop"): return []
            case (.toServer, "double"): return [frame, frame]
            case (.toClient, "alter"):
                frame.payload = ByteBuffer(string: "altered")
                return [frame]
            default: return [frame]
            }
        })
        let received = try await socketExchange(behaviour, sending: ["a", "drop", "double", "alter", "z"])
        #expect(received == ["a", "double", "double", "altered", "z"])
    }
}
