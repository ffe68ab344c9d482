// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Transport
import Wire

/// One request and its answer, from the head to the last byte.
///
/// ```
/// head ─▶ witness ─▶ whose is it? ─▶ script ─▶ body ─▶ gate ─▶ endpoint ─▶ cookies, headers ─▶ wire
///                                      └─ delay, or an answer of its own: reset, silence, raw bytes, …
/// ```
struct TenantExchange: Sendable {
    let core: TenantCore
    let request: DoubleRequest
    private(set) var writer: DoubleWriter
    let id: Int
    let target: RequestTarget
    let verdict: CookieVerdict
    let user: TenantUser?
    let actor: String?

    init(core: TenantCore, request: DoubleRequest, writer: DoubleWriter) {
        self.core = core
        self.request = request
        self.writer = writer
        target = RequestTarget(Self.rightCase(of: request.head.target))
        var verdict = core.sessions.judge(CookieLine.pairs(request.head.headers.all("Cookie")), now: core.now)
        user = verdict.session.flatMap { core.users.user(id: $0.userID) }
        if verdict.state == .valid, user?.status != .active { verdict.state = .removed }
        self.verdict = verdict
        let token = TokenPeek(request.head)
        actor = user?.name ?? token.actor
        var facts = verdict.facts
        facts.merge(token.facts) { first, _ in first }
        if let session = verdict.session { facts["session"] = session.fingerprint }
        if let user { facts["user"] = user.email }
        id = core.witness.begin(
            WitnessedExchange(
                id: 0, side: .tenant, connection: request.connection, actor: actor,
                request: WitnessedRequest(request.head), startedAt: MonotonicTime.now, facts: facts))
    }

    /// Observed: the gateway takes `/API/` for `/api/`, and nothing else; Kubernetes distribution, 2020.
    private static func rightCase(of target: String) -> String {
        let prefix = "/api/"
        let beginning = target.utf8.prefix(prefix.utf8.count)
        guard !beginning.elementsEqual(prefix.utf8), String(beginning)?.lowercased() == prefix else { return target }
        return prefix + target.dropFirst(prefix.count)
    }

    func run() async throws {
        do {
            try await serve()
        } catch {
            core.witness.update(id) { exchange in
                if exchange.outcome == .open { exchange.outcome = .clientAborted }
                exchange.endedAt = exchange.endedAt ?? MonotonicTime.now
            }
            throw error
        }
    }

    private func serve() async throws {
        let scripted = core.script.next(method: request.head.method, path: target.path, user: actor)
        if let delay = scripted?.delay { try await Self.wait(delay) }
        if case .dribble(let bytes, let pause)? = scripted?.action {
            var slow = self
            slow.writer = writer.paced(.init(pieceBytes: bytes, pause: pause))
            return try await slow.serve(as: scripted?.action)
        }
        try await serve(as: scripted?.action)
    }

    private func serve(as scripted: ScriptedAnswer.Action?) async throws {
        if let scripted, try await playInstead(scripted) { return }
        let match = core.match(method: request.head.method, path: target.path)
        let body = try await ReceivedBody.read(
            request.body, keeping: keptBytes(match), into: core.witness, exchange: id)
        let call = call(body: body, match: match)
        var answer = try await Gate.answer(call, match: match)
        answer = try Compression.apply(to: answer, request: request.head, coding: call.switches.contentCoding)
        answer = AnswerHeaders.complete(answer, call: call)
        try await send(answer, scripted: scripted, call: call)
    }

    /// The one place that lets real time pass: a scripted delay is meant to be felt on the wire.
    private static func wait(_ delay: Duration) async throws {
        try await Task.sleep(for: delay)
    }

    private func keptBytes(_ match: TenantEndpoints.Match) -> Int {
        guard case .endpoint(let endpoint, _) = match else { return 0 }
        return endpoint.keptBodyBytes
    }

    private func call(body: ReceivedBody, match: TenantEndpoints.Match) -> TenantCall {
        var places: [String: String] = [:]
        if case .endpoint(_, let found) = match { places = found }
        return TenantCall(
            core: core, exchange: id, request: request.head, target: target, places: places, body: body,
            verdict: verdict, user: caller, actor: actor, switches: core.switches,
            now: core.now, isUpgrade: request.isUpgrade)
    }

    /// Cookies win over a bearer token (U26), so that an API key counts only where there is no session.
    private var caller: TenantUser? {
        if verdict.live != nil { return user }
        return verdict.state == .none ? core.keyHolder(request.head) : nil
    }

    private func send(_ answer: TenantAnswer, scripted: ScriptedAnswer.Action?, call: TenantCall) async throws {
        switch answer.body {
        case .engine(let seat): return try await upgrade(seat, headers: answer.headers, scripted: scripted)
        case .refusedSocket(let reason): return try await refuseSocket(reason, headers: answer.headers)
        case .none, .bytes, .stream: break
        }
        var answer = answer
        var cut: Int?
        switch scripted {
        case .addHeaders(let extra): for field in extra { answer.headers.append(field.name, field.value) }
        case .truncate(let bytes): cut = bytes
        case .defect(let name): AnswerDefects.apply(name, to: &answer)
        default: break
        }
        try await AnswerWriter(exchange: self, cut: cut, isOld: call.switches.edgeProtocol == .http10).write(answer)
    }

    /// Writes what came of the exchange into the witness.
    func conclude(_ outcome: WitnessedExchange.Outcome) {
        core.witness.update(id) { exchange in
            exchange.outcome = outcome
            exchange.endedAt = MonotonicTime.now
        }
    }
}
