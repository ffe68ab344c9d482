// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Cassettes
import NIOCore
public import Transport
import Wire

/// Sends the requests of a recording to a live tenant, in their order, and compares its answers by shape.
///
/// - Shape: users sign in anew, each with a token that `token` gives for them; a request waits for all that its client
///   had seen before it when it was recorded, and sockets say then what they said.
public final class DriftRun {
    private let cassette: Cassette
    private let messenger: DriftMessenger
    private let token: (Int) async throws -> String
    private var script: DriftScript
    private var secrets: DriftSecrets
    /// What has been sent and not been compared yet.
    private var open: [Int64: LiveExchange] = [:]
    private var order: [Int64] = []
    private var results: [Int64: (name: String, findings: [DriftFinding])] = [:]

    /// Prepares a run.
    ///
    /// - Parameters:
    ///   - cassette: The cassette.
    ///   - recordings: Those of its recordings whose requests are sent, read one after the other.
    ///   - tenant: The tenant of now.
    ///   - trust: What its certificate is verified with.
    ///   - token: Gives a signed JSON Web Token for a person, counted from 1 in the order of their first request.
    /// - Throws: `CassetteProblem` where the cassette cannot be read.
    public init(
        _ cassette: Cassette, _ recordings: [StoredRecording], tenant: HTTPURL, trust: ClientTLS,
        token: @escaping (Int) async throws -> String
    ) throws {
        self.cassette = cassette
        self.token = token
        messenger = DriftMessenger(tenant: tenant, dialer: Dialer(tls: trust))
        script = DriftScript(cassette, recordings)
        secrets = try DriftSecrets(
            cassette, recordings, host: tenant.host, now: TimeSource.system.now() / 1000)
    }

    /// Adds to a report what differs.
    ///
    /// - Throws: `CassetteProblem` for the file, `TransportError` where the tenant cannot be reached.
    public func run(into report: inout DriftReport) async throws {
        while let step = try script.next() { try await take(step) }
        for live in open.values.sorted(by: { $0.recorded.id < $1.recorded.id }) { try await conclude(live) }
        for id in order { if let result = results[id] { report.add(result.name, result.findings) } }
    }

    // MARK: Steps

    private func take(_ step: DriftStep) async throws {
        if case .send(let exchange) = step.what { return try await send(exchange) }
        guard let live = open[step.exchange] else { return }
        switch step.what {
        case .send: break
        case .collect:
            try await live.collect()
            secrets.learn(live.answer, from: try DriftAnswer(live.recorded, in: cassette), of: live.recorded)
            if !live.recorded.isSocket { try await conclude(live) }
        case .say(let frame): await say(frame, on: live)
        case .hear(let frame): await live.socket?.hear(frame)
        case .end(let end): await live.socket?.end(as: end)
        }
    }

    private func send(_ exchange: StoredExchange) async throws {
        order.append(exchange.id)
        for need in secrets.needs(of: exchange) {
            if case .credentials = need { return note(exchange, "credentials that only their owner knows") }
            try await meet(need, exchange)
        }
        var (head, body) = secrets.request(for: exchange, body: try cassette.body(exchange.requestBody))
        messenger.map(&head, &body, recorded: exchange.authority)
        let patience = DriftMessenger.patience(for: exchange)
        let limit = try exchange.outcome == .clientLeft ? cassette.body(exchange.responseBody).readableBytes : nil
        let task = Task { [messenger, head, body] in
            try await messenger.answer(head, body, within: patience, upTo: limit, recorded: exchange.authority)
        }
        let frames = exchange.isSocket ? try cassette.frames(of: exchange.id) : []
        open[exchange.id] = LiveExchange(exchange, frames: frames, task: task)
    }

    private func say(_ stored: StoredFrame, on live: LiveExchange) async {
        guard let socket = live.socket else { return }
        var frame = stored.frame
        let bytes = secrets.message(Array(frame.payload.readableBytesView), of: live.recorded.recording)
        let isMessage = frame.fin && frame.opcode == FrameOpcode.text.rawValue
        frame.payload = ByteBuffer(bytes: isMessage ? socket.dialogue.saying(bytes) : bytes)
        await socket.say(frame, at: stored.at)
    }

    private func conclude(_ live: LiveExchange) async throws {
        let exchange = live.recorded
        open[exchange.id] = nil
        try await live.collect()
        await live.socket?.leave()
        let recorded = try DriftAnswer(exchange, in: cassette)
        var answer = live.answer
        // The same was asked, under the same ids.
        answer.asked = recorded.asked
        let name = Drift.name(exchange)
        // What the recording's client left before it was answered tells nothing of the tenant.
        let isTold = recorded.head != nil || ![nil, .clientLeft].contains(exchange.outcome)
        results[exchange.id] = (name, isTold ? Drift.compare(recorded, answer, request: name) : [])
    }

    // MARK: Needs

    private func meet(_ need: DriftSecrets.Need, _ exchange: StoredExchange) async throws {
        switch need {
        case .credentials: break
        case .token(let slot, let person):
            secrets.put(try await token(person), in: slot, of: exchange.recording)
        case .session(let session, let person):
            let headers = try await messenger.signIn(exchange, token: try await token(person))
            secrets.keep(headers, of: session, target: DriftSecrets.signInPath)
        case .csrfToken(let slot, let session):
            var head = messenger.csrfRequest(exchange)
            secrets.addCookies(of: session, to: &head)
            let headers = try await messenger.headers(of: head)
            secrets.keep(headers, of: session, target: head.target)
            if let token = headers.first(DriftMessenger.csrfField) {
                secrets.put(token, in: slot, of: exchange.recording)
            }
        }
    }

    private func note(_ exchange: StoredExchange, _ what: String) {
        let name = Drift.name(exchange)
        let finding = DriftFinding(
            severity: .warning, request: name, place: "request", before: "sent with \(what)", after: "")
        results[exchange.id] = (name, [finding])
    }
}
