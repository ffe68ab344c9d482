// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Synchronization
import Transport
import Wire

/// One connection through a link that understands HTTP/1.1.
struct HTTPSession: Sendable {
    let client: any ByteConnection
    let dial: @Sendable () async throws -> any ByteConnection
    let behaviour: LinkBehaviour
    let context: LinkContext
    private let upstream = UpstreamSlot()

    init(
        client: any ByteConnection, dial: @escaping @Sendable () async throws -> any ByteConnection,
        behaviour: LinkBehaviour,
        context: LinkContext
    ) {
        self.client = client
        self.dial = dial
        self.behaviour = behaviour
        self.context = context
    }

    /// How a request's turn ended.
    enum Turn: Sendable {
        /// The connection may carry another request.
        case next((any ByteConnection)?)
        /// The connection has ended, or is to end.
        case end((any ByteConnection)?)
    }

    /// Serves requests one after the other until either side ends.
    func run() async {
        var server: (any ByteConnection)?
        do {
            turns: while true {
                switch try await turn(over: server) {
                case .next(let kept): server = kept
                case .end:
                    break turns
                }
            }
        } catch let error as TransportError where error.code == .connectionReset {
            await client.reset()
            await upstream.current?.reset()
        } catch {
            // Whatever failed, both ends see the connection end where it stood.
        }
        await upstream.current?.close()
    }

    private func turn(over kept: (any ByteConnection)?) async throws -> Turn {
        let arrival: (RequestHead, BodyFraming)?
        do {
            arrival = try await client.repairing(behaviour.onMalformedRequest, in: context) {
                try await client.readRequestHead()
            }
        } catch is WireError {
            return try await relayRaw(first: ByteBuffer(), over: kept)
        }
        guard let (arrived, framing) = arrival else { return .end(kept) }
        var head = arrived
        let decision = await behaviour.onRequest?(&head, context) ?? .forward
        switch decision {
        case .drop:
            return .end(kept)
        case .answer(let answer, let body):
            try await client.discardBody(framing)
            try await write(answer, body: body, to: head)
            return head.keepsConnection && !answer.closesConnection ? .next(kept) : .end(kept)
        case .forward:
            return try await forward(head, framing, times: 1, over: kept)
        case .forwardTimes(let times):
            return try await forward(head, framing, times: max(1, times), over: kept)
        case .forwardRaw:
            var first = ByteBuffer()
            head.write(into: &first)
            return try await relayRaw(first: first, over: kept)
        }
    }

    // MARK: Forwarding

    private func forward(
        _ head: RequestHead, _ framing: BodyFraming, times: Int, over kept: (any ByteConnection)?
    ) async throws -> Turn {
        guard times > 1 || behaviour.onRequestBody != nil else {
            return try await forwardStreaming(head, framing, over: kept)
        }
        var head = head
        var body = try await client.collectBody(framing, continuing: head.expectsContinue)
        if let change = behaviour.onRequestBody { body = await change(body, head, context) }
        head.headers.removeAll("Expect")
        head.headers.reframe(length: body.readableBytes, always: framing != .none)
        var server = kept
        for _ in 1..<times {
            let link = try await connect(server)
            try await link.send(head, body: body)
            do { server = try await skipAnswer(to: head, over: link) ? link : nil } catch { server = nil }
        }
        let link = try await connect(server)
        try await link.send(head, body: body)
        return try await answer(head, over: link)
    }

    /// Forwards while the body still arrives, and reads the answer meanwhile.
    private func forwardStreaming(
        _ head: RequestHead, _ framing: BodyFraming, over kept: (any ByteConnection)?
    ) async throws -> Turn {
        let server = try await connect(kept)
        let transform = framing.hasBody ? behaviour.transformsRequestBody?(head, context) : nil
        var head = head
        if transform != nil { head.headers.reframeChunked() }
        try await server.send(head, body: ByteBuffer())
        guard framing.hasBody else { return try await answer(head, over: server) }
        async let sending: Void = client.copyBody(framing, to: server, through: transform)
        let turn: Turn
        do {
            turn = try await answer(head, over: server)
        } catch {
            await server.close()
            throw error
        }
        if case .end = turn { return turn }
        try await sending
        return turn
    }

    private func connect(_ kept: (any ByteConnection)?) async throws -> any ByteConnection {
        if let kept {
            if kept.isOpen, !kept.hasPeerEnded { return kept }
            await kept.close()
        }
        let server = try await dial()
        upstream.set(server)
        return server
    }

    private func skipAnswer(to request: RequestHead, over server: any ByteConnection) async throws -> Bool {
        while true {
            guard let (head, framing) = try await server.readResponseHead(to: request.method) else { return false }
            if head.isInterim { continue }
            try await server.discardBody(framing)
            guard framing != .untilClose, !head.closesConnection else {
                await server.close()
                return false
            }
            return true
        }
    }

    // MARK: Answering

    private func answer(_ request: RequestHead, over server: any ByteConnection) async throws -> Turn {
        while true {
            let arrival = try await server.repairing(behaviour.onMalformedResponse, in: context) {
                try await server.readResponseHead(to: request.method)
            }
            guard let (arrived, framing) = arrival else { return .end(server) }
            var head = arrived
            await behaviour.onResponse?(&head, request, context)
            if head.status == 101 {
                try await client.send(head, body: ByteBuffer())
                return await relaySocket(over: server)
            }
            if head.isInterim {
                try await client.send(head, body: ByteBuffer())
                continue
            }
            try await passBody(of: &head, framing, request: request, from: server)
            let isOver = framing == .untilClose || head.closesConnection || !request.keepsConnection
            if isOver { return .end(server) }
            guard arrived.closesConnection else { return .next(server) }
            // The behaviour kept the client's side open: what follows goes over another connection.
            await server.close()
            return .next(nil)
        }
    }

    private func passBody(
        of head: inout ResponseHead, _ framing: BodyFraming, request: RequestHead, from server: any ByteConnection
    ) async throws {
        let isWanted = behaviour.wantsResponseBody?(head, request, context) ?? true
        guard let change = behaviour.onResponseBody, isWanted, framing != .none else {
            let transform = framing.hasBody ? behaviour.transformsResponseBody?(head, request, context) : nil
            if transform != nil { head.headers.reframeChunked() }
            try await client.send(head, body: ByteBuffer())
            return try await server.copyBody(framing, to: client, through: transform)
        }
        let body = await change(try await server.collectBody(framing, continuing: false), head, request, context)
        head.headers.reframe(length: body.readableBytes, always: true)
        try await client.send(head, body: body)
    }

    private func write(_ answer: ResponseHead, body: [UInt8], to request: RequestHead) async throws {
        var answer = answer
        if answer.status >= 200, answer.status != 204, answer.status != 304,
            !answer.headers.contains("Content-Length"), !answer.headers.contains("Transfer-Encoding")
        {
            answer.headers.append("Content-Length", String(body.count))
        }
        try await client.send(answer, body: ByteBuffer(bytes: request.method == "HEAD" ? [] : body))
    }

    // MARK: Relaying

    private func relaySocket(over server: any ByteConnection) async -> Turn {
        guard let onFrame = behaviour.onFrame else {
            await ByteSession(client: client, dial: dial, faults: FaultSwitch()).carry(to: server)
            return .end(server)
        }
        await FrameRelay(client: client, server: server, onFrame: onFrame, context: context).run()
        return .end(server)
    }

    private func relayRaw(first: ByteBuffer, over kept: (any ByteConnection)?) async throws -> Turn {
        let server = try await connect(kept)
        if first.readableBytes > 0 { try await server.send(first) }
        await ByteSession(client: client, dial: dial, faults: FaultSwitch()).carry(to: server)
        return .end(server)
    }
}

/// The connection to the server that a session holds at present, so that no way out of it leaves one open.
final class UpstreamSlot: Sendable {
    private let slot = Mutex<(any ByteConnection)?>(nil)

    var current: (any ByteConnection)? { slot.withLock { $0 } }

    func set(_ connection: any ByteConnection) {
        slot.withLock { $0 = connection }
    }
}
