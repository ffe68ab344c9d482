// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Cassettes
import Links
import NIOCore
import Transport
import Wire

/// Carries requests to a tenant as if they went to the recorded one, and its answers back as if they came from there.
struct DriftMessenger: Sendable {
    /// The field with the CSRF token of a session, in answers and requests.
    static let csrfField = "qlik-csrf-token"
    /// The field, or query item, with the id of a web integration.
    static let webIntegrationField = "qlik-web-integration-id"
    /// How long a tenant may take for what took no time when it was recorded: the tenant of a proxy gets as much.
    private static let leastPatience = Duration.seconds(10)

    let tenant: HTTPURL
    let dialer: Dialer

    /// What came of a request.
    struct Reply: Sendable {
        var answer: DriftAnswer
        /// The socket, if it became one.
        var socket: ClientWebSocket?
    }

    /// As long as it took twice, and not too short for a tenant that is slow today.
    static func patience(for exchange: StoredExchange) -> Duration {
        let recorded = exchange.endedAt.map { Duration.microseconds(2 * ($0 - exchange.startedAt)) } ?? .zero
        return exchange.isSocket ? leastPatience : max(leastPatience, recorded)
    }

    /// Lets names and links of the recorded tenant be those of the live one.
    func map(_ head: inout RequestHead, _ body: inout [UInt8], recorded: String) {
        let mapping = TenantMapping(tenant: tenant.authority, local: recorded)
        if var rewriter = mapping.rewriter(for: head), !body.isEmpty {
            var mapped = rewriter.pass(ByteBuffer(bytes: body))
            mapped.writeImmutableBuffer(rewriter.finish())
            body = Array(mapped.readableBytesView)
            if head.headers.contains("Content-Length") { head.headers.set("Content-Length", String(body.count)) }
        }
        mapping.map(&head)
        if head.headers.contains("Sec-WebSocket-Key") {
            head.headers.set("Sec-WebSocket-Key", WebSocketHandshake.newKey(RandomSource.system.bytes(16)))
        }
    }

    /// Sends a request, and reads its answer, or its body up to so many bytes.
    ///
    /// - Throws: `TransportError` where the tenant cannot be reached.
    func answer(
        _ head: RequestHead, _ body: [UInt8], within patience: Duration, upTo limit: Int?, recorded: String
    ) async throws -> Reply {
        let connection = try await BrowserConnection.connect(to: tenant.endpoint, dialer: dialer)
        var reply = Reply(answer: DriftAnswer(head: nil))
        do {
            if head.headers.hasToken("Upgrade", "websocket") {
                try await open(&reply, head, on: connection, within: patience)
            } else {
                try await connection.send(head, body: ByteBuffer(bytes: body))
                try await read(&reply, to: head, from: connection, within: patience, upTo: limit)
            }
        } catch is TransportError {
            // What came until then is the answer.
        }
        if reply.socket == nil { await connection.close() }
        let mapping = TenantMapping(tenant: tenant.authority, local: recorded)
        if var answered = reply.answer.head {
            mapping.map(&answered)
            reply.answer.head = answered
        }
        return reply
    }

    private func open(
        _ reply: inout Reply, _ head: RequestHead, on connection: BrowserConnection, within patience: Duration
    ) async throws {
        switch try await connection.openWebSocket(head, within: patience) {
        case .opened(let socket, let answered):
            reply.answer.head = answered
            reply.socket = socket
        case .refused(let response):
            reply.answer.head = response.head
            reply.answer.body = ByteBuffer(bytes: response.body)
        }
    }

    private func read(
        _ reply: inout Reply, to head: RequestHead, from connection: BrowserConnection, within patience: Duration,
        upTo limit: Int?
    ) async throws {
        var answered = try await connection.readHead(to: head.method, within: patience)
        while answered.status < 200 { answered = try await connection.readHead(to: head.method, within: patience) }
        reply.answer.head = answered
        var count = 0
        while limit.map({ count < $0 }) ?? true, let piece = try await connection.readBodyPart(within: patience) {
            count += piece.readableBytes
            guard reply.answer.body.readableBytes < DriftAnswer.longestBody else { continue }
            reply.answer.body.writeImmutableBuffer(piece)
        }
    }

    // MARK: Sessions that are older than the recording

    /// Opens a session as a proxy does.
    ///
    /// - Returns: the header lines of the answer.
    func signIn(_ exchange: StoredExchange, token: String) async throws -> HeaderList {
        var head = request("POST", DriftSecrets.signInPath, exchange)
        head.headers.append("Authorization", "Bearer \(token)")
        head.headers.append("Content-Length", "0")
        return try await headers(of: head)
    }

    /// The request for the CSRF token of a session.
    func csrfRequest(_ exchange: StoredExchange) -> RequestHead { request("GET", "/api/v1/csrf-token", exchange) }

    /// The header lines of the answer to a request without a body.
    func headers(of head: RequestHead) async throws -> HeaderList {
        try await answer(head, [], within: Self.leastPatience, upTo: nil, recorded: tenant.authority)
            .answer.head?.headers ?? [:]
    }

    /// A request for the same web integration.
    private func request(_ method: String, _ target: String, _ exchange: StoredExchange) -> RequestHead {
        var headers: HeaderList = ["Host": tenant.authority, "Accept": "application/json"]
        if let id = exchange.request.headers.first(Self.webIntegrationField) {
            headers.append(Self.webIntegrationField, id)
        }
        return RequestHead(method: method, target: target, headers: headers)
    }
}
