// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import NIOCore
import Testing
import Transport
import Wire

@testable import MockTenant

/// A tenant of one test's own, with a clock that only the test moves.
struct TenantHarness: Sendable {
    let tenant: MockTenant
    let clock: ManualClock

    static func run(
        _ change: (inout MockTenantConfiguration) -> Void = { _ in }, _ body: (TenantHarness) async throws -> Void
    ) async throws {
        let clock = ManualClock()
        var configuration = MockTenantConfiguration(
            time: clock.timeSource, random: .seeded(7), keys: [TokenForge.tenantKey],
            webIntegrations: ["listed": ["https://portal.example"]])
        change(&configuration)
        let tenant = try await MockTenant.start(configuration)
        do {
            try await body(TenantHarness(tenant: tenant, clock: clock))
        } catch {
            await tenant.stop()
            throw error
        }
        await tenant.stop()
    }

    var now: Int64 { clock.timeSource.now() / 1000 }

    func forge(_ user: String = "ana") -> TokenForge { TokenForge(user: user, now: now) }

    func login(_ token: String) async throws -> BrowserResponse {
        try await send("POST", "/login/jwt-session", ["Authorization": "Bearer \(token)"])
    }

    /// Logs a user in and returns a browser that holds the cookies.
    func signIn(_ user: String = "ana") async throws -> CookieBrowser {
        let answer = try await login(forge(user).text)
        try #require(answer.head.status == 200)
        var browser = CookieBrowser(harness: self)
        browser.take(answer)
        return browser
    }

    func head(_ method: String, _ target: String, _ headers: HeaderList = [:]) -> RequestHead {
        var lines: HeaderList = [:]
        if !headers.contains("Host") { lines.append("Host", tenant.authority) }
        for field in headers { lines.append(field.name, field.value) }
        return RequestHead(method: method, target: target, headers: lines)
    }

    func connect() async throws -> BrowserConnection {
        try await BrowserConnection.connect(to: tenant.endpoint, dialer: Dialer(tls: nil))
    }

    func send(
        _ method: String, _ target: String, _ headers: HeaderList = [:], body: [UInt8]? = nil
    ) async throws -> BrowserResponse {
        let connection = try await connect()
        var head = head(method, target, headers)
        if let body { head.headers.append("Content-Length", String(body.count)) }
        try await connection.send(head, body: body.map { ByteBuffer(bytes: $0) })
        let answer = try await connection.readResponse(to: method)
        await connection.close()
        return answer
    }

    /// The last exchange that the witness saw.
    var last: WitnessedExchange? { tenant.witness.exchanges.last }
}

/// A browser that knows cookies by name only; what it sends is spelled out here, not by a jar.
struct CookieBrowser: Sendable {
    let harness: TenantHarness
    var cookies: [String: String] = [:]

    mutating func take(_ answer: BrowserResponse) {
        for line in answer.head.headers.all("Set-Cookie") {
            let pair = line.split(separator: ";")[0].split(separator: "=", maxSplits: 1).map(String.init)
            cookies[pair[0]] = pair.count > 1 ? pair[1] : ""
        }
    }

    var line: String { cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }

    func headers(_ more: HeaderList = [:]) -> HeaderList {
        var headers: HeaderList = ["Cookie": line]
        for field in more { headers.append(field.name, field.value) }
        return headers
    }

    func send(
        _ method: String, _ target: String, _ more: HeaderList = [:], body: [UInt8]? = nil
    ) async throws -> BrowserResponse {
        try await harness.send(method, target, headers(more), body: body)
    }

    func token() async throws -> String {
        let answer = try await send("GET", "/api/v1/csrf-token")
        return try #require(answer.head.headers.first("qlik-csrf-token"))
    }

    func open(_ target: String, _ more: HeaderList = [:]) async throws -> UpgradeOutcome {
        let connection = try await harness.connect()
        let key = WebSocketHandshake.newKey(Array(0..<16))
        var lines: HeaderList = [
            "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": key,
        ]
        for field in more { lines.append(field.name, field.value) }
        return try await connection.openWebSocket(harness.head("GET", target, headers(lines)))
    }

    /// Opens an engine socket with a fresh CSRF token and fails the test where it is refused.
    func socket(_ path: String = "/app/\(TenantApp.sales.id)") async throws -> ClientWebSocket {
        let outcome = try await open("\(path)?qlik-csrf-token=\(try await token())")
        guard case .opened(let socket, _) = outcome else {
            Issue.record("the tenant refused the upgrade: \(outcome)")
            throw CancellationError()
        }
        return socket
    }
}

extension BrowserResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
    var json: JSONValue { (try? JSONValue.parse(body)) ?? .null }
    var cookieNames: [String] {
        head.headers.all("Set-Cookie").map { String($0.prefix { $0 != "=" }) }
    }
}

extension ClientWebSocket {
    /// The next frame that is text, pongs left out.
    func text() async throws -> String {
        while true {
            guard case .frame(let frame) = try await receive() else { throw CancellationError() }
            if frame.kind == .text { return String(buffer: frame.payload) }
        }
    }

    func answer(to request: String) async throws -> JSONValue {
        try await send(text: request)
        return try JSONValue.parse(try await text())
    }

    /// The close frame, whatever comes before it.
    func closing() async throws -> CloseReason? {
        while true {
            switch try await receive() {
            case .frame: continue
            case .closed(let reason, _): return reason
            case .lost: return nil
            }
        }
    }
}

extension ManualClock {
    var date: Date { Date(timeIntervalSince1970: Double(timeSource.now()) / 1000) }
}
