// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import ScenarioRunner
import Transport
import Wire

extension TestBrowser {
    func open(_ request: BrowserRequest, socket name: String) async throws -> WitnessedExchange {
        let url = world.publicOrigin
        let head = handshake(request)
        let id = world.witness.begin(
            WitnessedExchange(
                side: .browser, actor: user,
                request: WitnessedRequest(
                    method: head.method, target: head.target, headers: head.headers, body: witnessed([])),
                startedAt: monotonicNanoseconds(), facts: ["origin": url.origin, "browser": self.name]))
        let trip = RoundTrip(head: head, request: request, witness: world.witness, id: id)
        await trip.attempt {
            let connection = try await world.connect(to: url)
            switch try await connection.openWebSocket(head, within: request.within) {
            case .opened(let socket, let response):
                keep(response, from: url)
                accept(BrowserResponse(head: response), id: id)
                sockets[name] = OpenSocket(id: id, socket: socket, witness: world.witness)
            case .refused(let response):
                keep(response.head, from: url)
                refuse(response, id: id)
                await connection.close()
            }
        }
        return try witnessedExchange(id)
    }

    func send(_ frame: StageFrame, on socket: String) async throws {
        let open = try named(socket)
        do {
            try await open.send(frame)
        } catch {
            // The proxy may have gone away by now; what the other side got, or did not, is witnessed there.
        }
    }

    func closeSocket(_ socket: String, code: UInt16?, reason: String) async throws {
        let open = try named(socket)
        do {
            try await open.close(code: code, reason: reason)
        } catch {
            // Closed already: the witness has it.
        }
    }

    func dropSocket(_ socket: String) async throws {
        try await named(socket).socket.reset()
    }

    func setReading(_ isReading: Bool, on socket: String) async throws {
        let open = try named(socket)
        if isReading { open.socket.resumeReading() } else { open.socket.pauseReading() }
    }

    private func named(_ name: String) throws -> OpenSocket {
        guard let socket = sockets[name] else {
            throw StageProblem(.setup, "\(self.name) has no open socket\(name.isEmpty ? "" : " \"\(name)\"")")
        }
        return socket
    }

    private func handshake(_ request: BrowserRequest) -> RequestHead {
        var asked = request
        asked.omitted.formUnion(["accept", "sec-fetch-site", "sec-fetch-mode", "sec-fetch-dest"])
        let origin = CookieOrigin(
            scheme: world.publicOrigin.scheme, host: world.publicOrigin.host, path: RequestTarget(request.target).path)
        let cookie = request.cookieOverride ?? jar.header(for: origin, now: world.seconds)
        var headers = BrowserHeaders.complete(
            asked, host: world.publicOrigin.authority, cookie: cookie, publicOrigin: world.publicOrigin.origin,
            given: world.accounts.headers(of: user))
        let fields = [
            ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"),
            ("Sec-WebSocket-Key", Base64.encode(RandomSource.system.bytes(16), urlSafe: false, padded: true)),
            ("Origin", request.mode == .crossSite ? BrowserHeaders.foreignOrigin : world.publicOrigin.origin),
        ]
        for (name, value) in fields where !headers.contains(name) && !request.omitted.contains(name.lowercased()) {
            headers.append(name, value)
        }
        return RequestHead(method: request.method, target: request.target, headers: headers)
    }

    private func accept(_ response: BrowserResponse, id: Int) {
        world.witness.update(id) {
            $0.response = WitnessedResponse(response)
            $0.socket = WitnessedSocket()
        }
    }

    private func refuse(_ response: BrowserResponse, id: Int) {
        world.witness.update(id) {
            $0.response = WitnessedResponse(response)
            $0.outcome = .complete
            $0.endedAt = monotonicNanoseconds()
        }
    }
}
