// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Logging
import NIOCore
import Synchronization
import Testing
import Transport
import Wire

@testable import Links

/// A tapped link between scripted peers.
@Suite("Tapped links", .timeLimit(.minutes(1))) struct TapTests {
    private static let odd = "GET /a?b HTTP/1.1\r\nhost: h\r\nX:  two \r\nx: three\r\n\r\n"

    @Test func bytesPassUnchangedThoughTheyAreRead() async throws {
        let tap = NotingTap()
        let answer = "HTTP/1.1 200 Fine\r\nTRANSFER-encoding: chunked\r\n\r\n1;x=y\r\na\r\n0\r\nT: 1\r\n\r\n"
        try await withScript(tap: tap, answer: answer) { link, received in
            let client = try await link.dial()
            try await client.send(ByteBuffer(string: Self.odd))
            #expect(try await client.readAll() == answer)
            #expect(String(decoding: received.all.joined(), as: UTF8.self) == Self.odd)
        }
        #expect(
            tap.told == [
                "1 request GET /a?b [host: h, X: two, x: three]", "1 request ended",
                "1 answer 200 [TRANSFER-encoding: chunked]", "1 answer body a", "1 answer ended [T: 1]",
                "1 ended complete",
            ])
    }

    @Test func whatCannotBeReadPassesAllTheSame() async throws {
        let tap = NotingTap()
        try await withScript(tap: tap, answer: "SMTP is not HTTP\r\n") { link, _ in
            let client = try await link.dial()
            try await client.send(ByteBuffer(string: Self.odd))
            #expect(try await client.readAll() == "SMTP is not HTTP\r\n")
        }
        #expect(tap.told.last?.contains("unreadable from server") == true)
    }

    @Test func aTapSeesWhatTheBehaviourSends() async throws {
        let tap = NotingTap()
        let behaviour = LinkBehaviour(
            onRequest: { head, _ in
                head.headers.set("Host", "mapped")
                return .forward
            },
            onResponse: { head, _, _ in head.headers.removeAll("X-Secret") })
        let answer = "HTTP/1.1 200 OK\r\nX-Secret: s\r\nContent-Length: 0\r\n\r\n"
        try await withScript(tap: tap, behaviour: behaviour, answer: answer) { link, _ in
            let browser = try await link.browse()
            try await browser.sendRaw(Array("GET / HTTP/1.1\r\nHost: h\r\n\r\n".utf8))
            #expect(try await browser.readResponse(to: "GET").head.headers.first("X-Secret") == nil)
            await browser.close()
        }
        #expect(tap.told.first == "1 request GET / [Host: mapped]")
        #expect(tap.told.contains("1 answer 200 [X-Secret: s, Content-Length: 0]"))
    }

    @Test func aSocketIsToldFrameByFrameToItsEnd() async throws {
        let tap = NotingTap()
        try await withTap(tap) { link in
            let browser = try await link.browse()
            let head = RequestHead(
                method: "GET", target: "/app/1",
                headers: [
                    "Host": "h", "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
                    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
                ])
            guard case .opened(let socket, _) = try await browser.openWebSocket(head) else {
                Issue.record("the socket was refused")
                return
            }
            try await socket.send(text: "hello")
            _ = try await socket.receive()
            await socket.reset()
            await tap.until { $0.contains { $0.contains("ended") && !$0.contains("request") } }
        }
        #expect(
            tap.told.suffix(3) == [
                "1 client 1 after 0: op 1 hello", "1 server 1 after 1: op 1 hello", "1 ended dropped, reset by client",
            ])
    }

    @Test func aFullTapHoldsTheConnectionBack() async throws {
        let tap = NotingTap(isOpen: false)
        try await withTap(tap) { link in
            let browser = try await link.browse()
            try await browser.sendRaw(Array("GET / HTTP/1.1\r\nHost: h\r\n\r\n".utf8))
            await tap.until { $0.contains("1 request ended") }
            #expect(!tap.told.contains { $0.contains("answer") })
            tap.open()
            #expect(try await browser.readResponse(to: "GET").head.status == 200)
            await browser.close()
        }
    }
}

/// Writes down what it is told; while shut, it holds connections back.
final class NotingTap: LinkTap {
    private struct State {
        var told: [String] = []
        var isOpen: Bool
        var held: [CheckedContinuation<Void, Never>] = []
        var watchers: [(until: @Sendable ([String]) -> Bool, CheckedContinuation<Void, Never>)] = []
    }

    private let state: Mutex<State>
    private let exchanges = Atomic(0)

    init(isOpen: Bool = true) { state = Mutex(State(isOpen: isOpen)) }

    var told: [String] { state.withLock { $0.told } }

    func nextExchange() -> Int { exchanges.add(1, ordering: .relaxed).newValue }

    func observe(_ events: [LinkEvent]) -> Bool {
        let ready = state.withLock { state in
            state.told += events.map { "\($0.exchange) \($0.passage.words)" }
            let told = state.told
            let ready = state.watchers.filter { $0.until(told) }.map(\.1)
            state.watchers.removeAll { $0.until(told) }
            return ready
        }
        for watcher in ready { watcher.resume() }
        return false
    }

    func ready() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.held.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }

    func open() {
        let held = state.withLock { state in
            state.isOpen = true
            defer { state.held = [] }
            return state.held
        }
        for continuation in held { continuation.resume() }
    }

    /// Returns once what was told fulfils a condition.
    func until(_ condition: @escaping @Sendable ([String]) -> Bool) async {
        await withCheckedContinuation { continuation in
            let isMet = state.withLock { state in
                let isMet = condition(state.told)
                if !isMet { state.watchers.append((condition, continuation)) }
                return isMet
            }
            if isMet { continuation.resume() }
        }
    }
}

/// Runs a tapped link to a server that takes one request, answers with literal bytes and ends the connection.
private func withScript(
    tap: NotingTap, behaviour: LinkBehaviour? = nil, answer: String,
    _ body: (Link, Notes<[UInt8]>) async throws -> Void
) async throws {
    let received = Notes<[UInt8]>()
    let server = try await ConnectionServer.start { _, connection in
        do {
            var text = ""
            while !text.hasSuffix("\r\n\r\n"), let bytes = try await connection.next() {
                received.add(Array(bytes.readableBytesView))
                text += String(buffer: bytes)
            }
            try await connection.send(ByteBuffer(string: answer))
        } catch {}
    }
    try await run(server.port, tap, behaviour, stop: server.stop) { try await body($0, received) }
}

/// Runs a tapped link to an echoing double.
private func withTap(_ tap: NotingTap, _ body: (Link) async throws -> Void) async throws {
    let server = try await DoubleServer.start(
        logger: Logger(label: "test"), handler: EchoHandler(seen: Notes()))
    try await run(server.port, tap, nil, stop: server.stop, body)
}

private func run(
    _ port: Int, _ tap: NotingTap, _ behaviour: LinkBehaviour?, stop: () async -> Void,
    _ body: (Link) async throws -> Void
) async throws {
    let link = try await Link.start(
        to: { Endpoint(host: "localhost", port: port) }, behaviour: behaviour, tap: tap)
    do {
        try await body(link)
    } catch {
        await link.stop()
        await stop()
        throw error
    }
    await link.stop()
    await stop()
}
