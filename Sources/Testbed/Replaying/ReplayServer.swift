// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Cassettes
import Links
import Logging
import NIOCore
public import Transport
import Wire

/// Answers in a tenant's place, out of a cassette.
public final class ReplayServer: Sendable {
    /// How it plays.
    public struct Settings: Sendable {
        /// How long answers take.
        public var timing: ReplayTiming
        /// What becomes of requests that the recording has nothing for.
        public var policy: MissPolicy
        /// Who answers them where they are passed on.
        public var fallback: ReplayFallback?

        /// Settings; without any, answers come at once and a request that is not in the recording fails.
        public init(timing: ReplayTiming = .none, policy: MissPolicy = .fail, fallback: ReplayFallback? = nil) {
            self.timing = timing
            self.policy = policy
            self.fallback = fallback
        }
    }

    private let server: DoubleServer
    /// The cassette, and what became of it.
    public let deck: ReplayDeck

    private init(server: DoubleServer, deck: ReplayDeck) {
        self.server = server
        self.deck = deck
    }

    /// Starts to answer; returns once the port is known.
    ///
    /// - Parameters:
    ///   - deck: The cassette.
    ///   - settings: How it plays.
    ///   - listen: The address and port to listen on; port 0 lets the system choose.
    ///   - identity: The certificate to show.
    /// - Returns: The server, listening.
    /// - Throws: `TransportError` for an identity that cannot be used, or the system's error for the address.
    public static func start(
        _ deck: ReplayDeck, settings: Settings = Settings(), listen: Endpoint, identity: ServerIdentity
    ) async throws -> ReplayServer {
        let server = try await DoubleServer.start(
            host: listen.host, port: listen.port, tls: try ServerTLS(identity: identity),
            logger: Logger(label: "tenantless.replay"), handler: ReplayHandler(deck: deck, settings: settings))
        return ReplayServer(server: server, deck: deck)
    }

    /// The port it is reached on.
    public var port: Int { server.port }

    /// Stops answering and ends all connections.
    public func stop() async {
        await server.stop()
    }
}

/// Finds the recorded answer to a request and has it played.
private struct ReplayHandler: DoubleHandler {
    let deck: ReplayDeck
    let settings: ReplayServer.Settings

    /// A body larger than this is not compared.
    private static let longestBody = 256 << 20

    func respond(to request: DoubleRequest, writer: DoubleWriter) async throws {
        let host = request.head.headers.first("Host") ?? deck.authority
        let mapping = host == deck.authority ? nil : TenantMapping(tenant: deck.authority, local: host)
        let body = ByteBuffer(bytes: try await request.body.collect(upTo: Self.longestBody))
        switch try deck.reply(to: played(request.head, body, mapping)) {
        case .answer(let answer):
            try await player(answer, request, writer, mapping).play()
        case .socket(let answer, let seat):
            let head = player(answer, request, writer, mapping).mapped(answer.head ?? ResponseHead(status: 101))
            defer { deck.end(seat) }
            try await settings.timing.wait(answer.delay)
            let socket = try await writer.upgrade(headers: head.headers.withoutHandshake)
            await SocketPlayer(
                deck: deck, seat: seat, socket: socket, timing: settings.timing, policy: settings.policy
            ).play()
        case .unmatched(let miss):
            guard settings.policy == .pass, let fallback = settings.fallback else {
                return try await refuse(miss, writer)
            }
            try await fallback.answer(request.head, body, isUpgrade: request.isUpgrade, writer: writer)
        }
    }

    private func player(
        _ answer: PlayedAnswer, _ request: DoubleRequest, _ writer: DoubleWriter, _ mapping: TenantMapping?
    ) -> AnswerPlayer {
        AnswerPlayer(
            answer: answer, request: request.head, writer: writer, mapping: mapping, timing: settings.timing)
    }

    /// The request as the recorded tenant would have seen it.
    private func played(_ head: RequestHead, _ body: ByteBuffer, _ mapping: TenantMapping?) -> PlayedRequest {
        guard let mapping else { return PlayedRequest(head: head, body: body) }
        var mapped = head
        mapping.map(&mapped)
        guard var rewriter = mapping.rewriter(for: head) else { return PlayedRequest(head: mapped, body: body) }
        var content = rewriter.pass(body)
        content.writeImmutableBuffer(rewriter.finish())
        return PlayedRequest(head: mapped, body: content)
    }

    private func refuse(_ miss: UnmatchedRequest, _ writer: DoubleWriter) async throws {
        let status = settings.policy == .fail ? 500 : 404
        try await writer.respond(
            status, ["Content-Type": "text/plain; charset=utf-8"], Array((miss.description + "\n").utf8))
    }
}

extension HeaderList {
    /// The lines of a 101 that are not made anew for each handshake.
    ///
    /// - Source: RFC 6455 §4.2.2.
    fileprivate var withoutHandshake: HeaderList {
        var lines = self
        for name in ["Upgrade", "Connection", "Sec-WebSocket-Accept"] { lines.removeAll(name) }
        return lines
    }
}
