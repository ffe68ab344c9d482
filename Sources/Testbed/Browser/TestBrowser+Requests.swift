// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import ScenarioRunner
import Transport
import Wire

extension TestBrowser {
    func send(_ request: BrowserRequest) async throws -> WitnessedExchange {
        let isElsewhere = request.target.hasPrefix("https://") || request.target.hasPrefix("http://")
        guard isElsewhere else { return try await send(request, target: request.target, to: world.publicOrigin) }
        do {
            let url = try HTTPURL(request.target)
            return try await send(request, target: url.target, to: url)
        } catch let problem as URLProblem {
            throw StageProblem(.harness, "\(name) cannot open \(request.target): \(problem)")
        }
    }

    /// Sends one request with this raw target to the origin of `url`, and witnesses what becomes of it.
    ///
    /// - Shape: the witness has targets of other hosts than the proxy in their absolute form.
    func send(_ request: BrowserRequest, target: String, to url: HTTPURL) async throws -> WitnessedExchange {
        let head = head(of: request, target: target, to: url)
        let id = world.witness.begin(
            WitnessedExchange(
                side: .browser, actor: user,
                request: WitnessedRequest(
                    method: head.method, target: url.origin == world.publicOrigin.origin ? target : url.origin + target,
                    headers: head.headers, body: witnessed(request.body ?? [])),
                startedAt: monotonicNanoseconds(), facts: ["origin": url.origin, "browser": name]))
        let trip = RoundTrip(head: head, request: request, witness: world.witness, id: id)
        await run(trip, to: url)
        let exchange = try witnessedExchange(id)
        if let response = exchange.response {
            for head in exchange.interim + [response] {
                keep(ResponseHead(status: head.status, headers: head.headers), from: url)
            }
        }
        return exchange
    }

    /// The exchange as it was witnessed; a witness that dropped it is the harness's fault.
    func witnessedExchange(_ id: Int) throws -> WitnessedExchange {
        guard let exchange = world.witness.exchange(id) else {
            throw StageProblem(.harness, "the browser witness dropped exchange \(id): too many exchanges")
        }
        return exchange
    }

    private func head(of request: BrowserRequest, target: String, to url: HTTPURL) -> RequestHead {
        var cookie = request.cookieOverride ?? jar.header(for: cookieOrigin(target, of: url), now: world.seconds) ?? ""
        if !request.extraCookies.isEmpty {
            let extra = CookieHeader(pairs: request.extraCookies).serialized
            cookie = cookie.isEmpty ? extra : "\(cookie); \(extra)"
        }
        let headers = BrowserHeaders.complete(
            request, host: url.authority, cookie: cookie, publicOrigin: world.publicOrigin.origin,
            given: url.origin == world.publicOrigin.origin ? world.accounts.headers(of: user) : [:])
        var head = RequestHead(method: request.method, target: target, headers: headers)
        if let filling = request.filling { head.fill(filling) }
        return head
    }

    private func cookieOrigin(_ target: String, of url: HTTPURL) -> CookieOrigin {
        CookieOrigin(scheme: url.scheme, host: url.host, path: RequestTarget(target).path)
    }

    private func run(_ trip: RoundTrip, to url: HTTPURL) async {
        switch trip.request.connection {
        case .shared:
            await runShared(trip, to: url)
        case .fresh:
            await trip.attempt {
                let connection = try await world.connect(to: url)
                defer { Task { await connection.close() } }
                try await trip.run(on: connection)
            }
        case .named(let label):
            await runNamed(trip, label: label, to: url)
        }
    }

    private func runShared(_ trip: RoundTrip, to url: HTTPURL) async {
        await trip.attempt {
            var (connection, isReused) = try await connection(to: url)
            do {
                try await trip.run(on: connection)
            } catch let error as TransportError where isReused && trip.mayBeRepeated(after: error) {
                // As browsers do when a kept-alive connection turns out to be gone (RFC 9110 §9.2.2).
                await connection.close()
                connection = try await world.connect(to: url)
                try await trip.run(on: connection)
            }
            await giveBack(connection, to: url)
        }
    }

    private func runNamed(_ trip: RoundTrip, label: String, to url: HTTPURL) async {
        let taken = await world.namedConnections.take(label)
        var connection = taken?.isOpen == true ? taken : nil
        await trip.attempt {
            let used: BrowserConnection
            if let connection { used = connection } else { used = try await world.connect(to: url) }
            connection = used
            try await trip.run(on: used)
        }
        await world.namedConnections.giveBack(connection?.isOpen == true ? connection : nil, as: label)
    }
}
