// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Logging
import NIOCore
import SessionProxy
import Synchronization
import Testing
import Transport
import Wire

/// The forwarding path between a byte-level browser and a double of the tenant, on loopback.
final class PathRig: Sendable {
    struct Received: Sendable {
        var head: RequestHead
        var body: [UInt8]
        var connection: Int
    }

    static let origin = "https://proxy.test"

    let control: FakeSessionControl
    let tenant: DoubleServer
    let server: ForwardingServer
    let witness: TenantWitness

    private init(
        control: FakeSessionControl, tenant: DoubleServer, server: ForwardingServer, witness: TenantWitness
    ) {
        self.control = control
        self.tenant = tenant
        self.server = server
        self.witness = witness
    }

    /// Runs a test between a browser's side and a tenant that answers as told.
    static func with(
        tenant answer: @escaping TenantWitness.Answer = { _, writer in try await writer.respond(200, [:], []) },
        settings change: (inout ForwardingSettings) -> Void = { _ in },
        _ body: (PathRig) async throws -> Void
    ) async throws {
        let witness = TenantWitness(answer)
        let tenant = try await DoubleServer.start(logger: Logger(label: "tenant"), handler: witness)
        let control = FakeSessionControl()
        var settings = ForwardingSettings(
            tenant: Endpoint(host: "tenant.localhost", port: tenant.port),
            tenantAuthority: "tenant.localhost:\(tenant.port)", publicOrigin: origin,
            sessionCookieName: "__Host-session", webIntegrationID: "web-1")
        change(&settings)
        var logger = Logger(label: "proxy")
        logger.logLevel = .critical
        let server = try await ForwardingServer.start(settings, control: control, tenantTrust: nil, logger: logger)
        let rig = PathRig(control: control, tenant: tenant, server: server, witness: witness)
        do {
            try await body(rig)
        } catch {
            await rig.stop()
            throw error
        }
        await rig.stop()
    }

    private func stop() async {
        await server.stop(gracePeriod: .zero)
        await tenant.stop()
    }

    func connect() async throws -> BrowserConnection {
        try await BrowserConnection.connect(
            to: Endpoint(host: "127.0.0.1", port: server.port), dialer: Dialer(tls: nil))
    }

    /// One request on a connection of its own.
    func send(
        _ method: String = "GET", _ target: String, _ headers: HeaderList = [:], body: String? = nil
    ) async throws -> BrowserResponse {
        let browser = try await connect()
        var lines: HeaderList = ["Host": "proxy.test"]
        lines.append(contentsOf: headers)
        if let body { lines.append("Content-Length", "\(body.utf8.count)") }
        try await browser.send(
            RequestHead(method: method, target: target, version: .http11, headers: lines),
            body: body.map { ByteBuffer(string: $0) })
        let response = try await browser.readResponse(to: method)
        await browser.close()
        return response
    }

    /// Sends octets on a fresh connection and reads one answer.
    func sendRaw(_ text: String) async throws -> BrowserResponse {
        let browser = try await connect()
        try await browser.sendRaw(Array(text.utf8))
        let response = try await browser.readResponse(to: "GET")
        await browser.close()
        return response
    }

    /// Asks for a socket.
    func open(
        _ target: String = "/app/a", cookie: String?, origin: String? = PathRig.origin, _ more: HeaderList = [:]
    ) async throws -> UpgradeOutcome {
        var headers: HeaderList = [
            "Host": "proxy.test", "Upgrade": "websocket", "Connection": "Upgrade",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version": "13",
        ]
        if let cookie { headers.append("Cookie", cookie) }
        if let origin { headers.append("Origin", origin) }
        headers.append(contentsOf: more)
        return try await connect().openWebSocket(
            RequestHead(method: "GET", target: target, version: .http11, headers: headers))
    }
}

/// The tenant's double: answers as told and remembers what came.
final class TenantWitness: DoubleHandler {
    typealias Answer = @Sendable (PathRig.Received, DoubleWriter) async throws -> Void

    private let answer: Answer
    private let log = Mutex<[PathRig.Received]>([])

    init(_ answer: @escaping Answer) { self.answer = answer }

    var received: [PathRig.Received] { log.withLock { $0 } }

    func respond(to request: DoubleRequest, writer: DoubleWriter) async throws {
        let body = try await request.body.collect()
        let received = PathRig.Received(head: request.head, body: body, connection: request.connection)
        log.withLock { $0.append(received) }
        try await answer(received, writer)
    }
}
