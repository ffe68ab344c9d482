// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Logging
import NIOCore
import Synchronization
import Testing
import Transport
import Wire

@testable import Links

/// A recording proxy between a scripted proxy and a scripted tenant, over TLS on both sides.
@Suite("A proxy that plays the tenant", .timeLimit(.minutes(1))) struct RecordingProxyTests {
    /// A tenant that answers with links to itself.
    private struct LinkingTenant: DoubleHandler {
        func respond(to request: DoubleRequest, writer: DoubleWriter) async throws {
            if request.isUpgrade {
                let socket = try await writer.upgrade()
                try await socket.send(text: "https://\(request.head.headers.first("Host") ?? "")/")
                return try await socket.close(CloseReason(code: CloseCode(rawValue: 4204)))
            }
            let origin = "https://\(request.head.headers.first("Host") ?? "")"
            let headers: HeaderList = ["Content-Type": "application/json", "Location": "\(origin)/next"]
            let sent = try await request.body.collect()
            try await writer.respond(201, headers, Array(#"{"href":"\#(origin)/a"}"#.utf8) + sent)
        }
    }

    private final class Events: LinkTap {
        let list = Mutex<[LinkEvent.Passage]>([])
        let exchanges = Atomic(0)
        func nextExchange() -> Int { exchanges.add(1, ordering: .relaxed).newValue }
        func observe(_ events: [LinkEvent]) -> Bool {
            list.withLock { $0 += events.map(\.passage) }
            return true
        }
        func ready() async {}
        var all: [LinkEvent.Passage] { list.withLock { $0 } }
    }

    private struct Rig {
        let tenant: HTTPURL
        let proxy: RecordingProxy
        let events: Events
        let dialer: Dialer

        func connect() async throws -> BrowserConnection {
            try await BrowserConnection.connect(to: proxy.local.endpoint, dialer: dialer)
        }
    }

    private func withRig(_ body: (Rig) async throws -> Void) async throws {
        let authority = try CertificateAuthority()
        let trust = try ClientTLS(trustRootsPEM: authority.certificatePEM)
        let double = try await DoubleServer.start(
            tls: ServerTLS(identity: authority.issue(names: ["acme.localhost"])), logger: Logger(label: "test"),
            handler: LinkingTenant())
        let tenant = HTTPURL(scheme: "https", host: "acme.localhost", port: double.port)
        let events = Events()
        let proxy = try await RecordingProxy.start(
            tenant: tenant, trust: trust, listen: Endpoint(host: "127.0.0.1", port: 0), name: "tenant.localhost",
            identity: authority.issue(names: ["tenant.localhost"]), tap: events)
        let rig = Rig(tenant: tenant, proxy: proxy, events: events, dialer: Dialer(tls: trust))
        do {
            try await body(rig)
        } catch {
            Issue.record(error)
        }
        await proxy.stop()
        await double.stop()
    }

    @Test func theClientSeesLinksToThisMachineAndTheTapThoseToTheTenant() async throws {
        try await withRig { rig in
            let connection = try await rig.connect()
            let body = #"["\#(rig.proxy.local.origin)/b"]"#
            let head = RequestHead(
                method: "POST", target: "/a",
                headers: [
                    "Host": rig.proxy.local.authority, "Content-Type": "application/json",
                    "Content-Length": "\(body.utf8.count)",
                ])
            try await connection.send(head, body: ByteBuffer(string: body))
            let response = try await connection.readResponse(to: "POST")
            await connection.close()
            let local = rig.proxy.local.origin
            #expect(response.head.headers.first("Location") == "\(local)/next")
            #expect(String(decoding: response.body, as: UTF8.self) == #"{"href":"\#(local)/a"}["\#(local)/b"]"#)

            let tenant = rig.tenant.origin
            var seen = (request: "", answer: "", location: "")
            for event in rig.events.all {
                switch event {
                case .requestBody(let bytes): seen.request += String(buffer: bytes)
                case .answerBody(let bytes): seen.answer += String(buffer: bytes)
                case .answer(let head): seen.location = head.headers.first("Location") ?? ""
                default: break
                }
            }
            #expect(seen.request == #"["\#(tenant)/b"]"#)
            #expect(seen.answer == #"{"href":"\#(tenant)/a"}["\#(tenant)/b"]"#)
            #expect(seen.location == "\(tenant)/next")
        }
    }

    @Test func aSocketPassesWithItsFramesAndItsEnd() async throws {
        try await withRig { rig in
            let head = RequestHead(
                method: "GET", target: "/app/1",
                headers: [
                    "Host": rig.proxy.local.authority, "Connection": "Upgrade", "Upgrade": "websocket",
                    "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
                ])
            guard case .opened(let socket, _) = try await rig.connect().openWebSocket(head) else {
                Issue.record("the socket was refused")
                return
            }
            guard case .frame(let frame) = try await socket.receive(),
                case .closed(let reason, _) = try await socket.receive()
            else {
                Issue.record("no frame, or no close")
                return
            }
            #expect(String(buffer: frame.payload) == rig.tenant.origin + "/")
            #expect(reason?.code == CloseCode(rawValue: 4204))
        }
    }
}
