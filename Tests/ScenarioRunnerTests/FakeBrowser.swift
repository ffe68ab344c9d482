// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import Synchronization
import Wire

@testable import ScenarioRunner

/// A browser of the toy world: every request is answered at once, by e-mail or 401.
struct FakeBrowser: StageBrowser {
    let name: String
    let world: FakeWorld

    func prepare(user: UserDeclaration) async throws { world.state.withLock { $0.emails[name] = user.email } }

    func signIn(via login: String, headers: HeaderList) async throws -> [WitnessedExchange] {
        world.note("\(name) signIn \(login)")
        guard !world.flaws.contains(.refusesSignIn) else { return [witness("GET", login, status: 500)] }
        world.signIn(name)
        let session = world.state.withLock { $0.jars[name]?["sid"] ?? "" }
        let lines = HeaderList([("Set-Cookie", "sid=\(session); Path=/; Secure; HttpOnly; SameSite=Lax")])
        let landing = login == world.facts.routes.login ? "/" : login
        return [witness("GET", login, status: 302, headers: lines), witness("GET", landing, status: 200)]
    }

    func send(_ request: BrowserRequest) async throws -> WitnessedExchange {
        world.note("\(name) \(request.method) \(request.target)")
        if world.flaws.contains(.hangs) { return witness(request.method, request.target, status: nil) }
        guard let cookies = world.tenantCookies(for: name), request.cookieOverride == nil else {
            return witness(request.method, request.target, status: 401, sent: request)
        }
        let user = String(name.prefix { $0 != "/" })
        var seen = WitnessedExchange(
            id: 0, side: .tenant, connection: 1, actor: user, step: nil,
            request: WitnessedRequest(
                method: request.method, target: request.target, headers: HeaderList([("Cookie", cookies)]),
                body: WitnessedBody(request.body ?? [])),
            response: nil, interim: [], socket: nil, outcome: .complete, startedAt: 1, endedAt: 2, facts: [:])
        seen.response = WitnessedResponse(status: 200)
        _ = world.witness(.tenant).begin(seen)
        var headers = HeaderList([("Content-Type", "application/json")])
        if world.flaws.contains(.passesSetCookie) { headers.append("Set-Cookie", "\(cookies); Path=/") }
        let email = world.state.withLock { $0.emails[name] ?? "" }
        return witness(
            request.method, request.target, status: 200, headers: headers, body: #"{"email":"\#(email)","n":[1,2]}"#,
            sent: request)
    }

    func visit(_ url: String, headers: HeaderList, limit: Int) async throws -> [WitnessedExchange] {
        world.note("\(name) visit \(url)")
        return [witness("GET", url, status: 200)]
    }

    func sendRaw(_ bytes: [UInt8], then trickle: Trickle?, within: Duration) async throws -> RawConversation {
        world.note("\(name) raw \(bytes.count)")
        return RawConversation(exchanges: [witness("GET", "*", status: 400)], isClosed: true)
    }

    func open(_ request: BrowserRequest, socket: String) async throws -> WitnessedExchange {
        world.note("\(name) open \(request.target)")
        let exchange = witness("GET", request.target, status: 101)
        world.witness(.browser).update(exchange.id) { $0.socket = WitnessedSocket(frames: []) }
        return exchange
    }

    func send(_ frame: StageFrame, on socket: String) async throws {
        world.note("\(name) frame \(frame.opcode)")
        change {
            $0.frames.append(.init(fromClient: true, opcode: frame.opcode, fin: frame.isFinal, payload: frame.payload))
        }
        // The toy proxy echoes: a ping as a pong, all else as it came.
        let opcode = frame.opcode == 9 ? 10 : frame.opcode
        change {
            $0.frames.append(.init(fromClient: false, opcode: opcode, fin: frame.isFinal, payload: frame.payload))
        }
    }

    func closeSocket(_ socket: String, code: UInt16?, reason: String) async throws {
        world.note("\(name) close \(code ?? 0)")
        change {
            $0.closedBy = .server
            $0.closeCode = code
            $0.closeReason = reason
        }
    }

    func dropSocket(_ socket: String) async throws { change { $0.closedBy = .lost } }
    func setReading(_ isReading: Bool, on socket: String) async throws { world.note("\(name) reading \(isReading)") }

    func cookies() async -> [StoredCookie] {
        world.state.withLock { $0.jars[name] ?? [:] }.map { name, value in
            StoredCookie(name: name, value: value, domain: "proxy.localhost", path: "/")
        }
    }

    func setCookie(name cookie: String, value: String) async {
        world.state.withLock { $0.jars[name, default: [:]][cookie] = value }
    }

    func clearCookies() async { world.state.withLock { $0.jars[name] = [:] } }

    private func change(_ work: (inout WitnessedSocket) -> Void) {
        guard let id = world.witness(.browser).exchanges.last(where: { $0.socket != nil && $0.actor == name })?.id
        else { return }
        world.witness(.browser).update(id) { exchange in
            guard var socket = exchange.socket else { return }
            work(&socket)
            exchange.socket = socket
        }
    }

    private func witness(
        _ method: String, _ target: String, status: Int?, headers: HeaderList = HeaderList(), body: String = "",
        sent: BrowserRequest? = nil
    ) -> WitnessedExchange {
        let exchange = WitnessedExchange(
            id: 0, side: .browser, connection: 1, actor: name, step: nil,
            request: WitnessedRequest(
                method: method, target: target, headers: sent?.headers ?? HeaderList(),
                body: WitnessedBody(sent?.body ?? [])),
            response: status.map {
                WitnessedResponse(status: $0, headers: headers, body: WitnessedBody(Array(body.utf8)))
            },
            interim: [], socket: nil, outcome: status == nil ? .timedOut : .complete, startedAt: 1, endedAt: 2,
            facts: [:])
        let id = world.witness(.browser).begin(exchange)
        return world.witness(.browser).exchange(id) ?? exchange
    }
}
