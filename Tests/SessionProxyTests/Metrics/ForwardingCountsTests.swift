// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Transport
import Wire

@testable import SessionProxy

/// What the forwarding path counts of what passes.
@Suite(.timeLimit(.minutes(1))) struct ForwardingCountsTests {
    private func requests(
        _ rig: PathRig, _ destination: ForwardingCounts.Destination, _ method: ForwardingCounts.MethodClass,
        _ status: Int
    ) async -> UInt64 {
        await rig.server.counts().requests[ForwardingCounts.index(destination, method, statusClass: status - 1)]
    }

    @Test func eachAnswerIsCountedOnceWithItsRouteMethodAndStatus() async throws {
        try await PathRig.with(tenant: { received, writer in
            try await writer.respond(received.head.target.hasSuffix("missing") ? 404 : 200, [:], [])
        }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let headers: HeaderList = ["Cookie": cookie, "Origin": PathRig.origin]
            for _ in 0..<3 { _ = try await rig.send("GET", "/api/v1/items", headers) }
            _ = try await rig.send("POST", "/api/v1/items", headers, body: "{}")
            _ = try await rig.send("GET", "/api/v1/missing", headers)
            _ = try await rig.send("GET", "/api/v1/items")
            _ = try await rig.send("GET", "/resources/a.js")
            _ = try await rig.send("GET", "/session")
            _ = try await rig.send("GET", "/oauth/token", headers)
            _ = try await rig.sendRaw("NONSENSE\r\n\r\n")
            #expect(await requests(rig, .api, .safe, 2) == 3)
            #expect(await requests(rig, .api, .modifying, 2) == 1)
            #expect(await requests(rig, .api, .safe, 4) == 2)
            #expect(await requests(rig, .asset, .safe, 2) == 1)
            #expect(await requests(rig, .own, .safe, 2) == 1)
            #expect(await requests(rig, .denied, .safe, 4) == 1)
            #expect(await requests(rig, .unread, .other, 4) == 1)
            let counts = await rig.server.counts()
            #expect(counts.requests.reduce(0, +) == 10)
            #expect(counts.tenantAnswers == [0, 5, 0, 1, 0])
            #expect(counts.refusals == [.notSignedIn: 1, .notFound: 1, .malformedRequest: 1])
        }
    }

    @Test func connectionsAreThoseThatAreOpen() async throws {
        try await PathRig.with { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let browser = try await rig.connect()
            try await browser.send(
                RequestHead(
                    method: "GET", target: "/api/a", version: .http11,
                    headers: ["Host": "proxy.test", "Cookie": cookie])
            )
            _ = try await browser.readResponse(to: "GET")
            let counts = await rig.server.counts()
            #expect(counts.browserConnections == 1)
            #expect(counts.tenantConnections == 1)
            #expect(counts.idleTenantConnections == 1)
            await browser.close()
            while await rig.server.counts().browserConnections > 0 { await Task.yield() }
        }
    }

    @Test func aBrowserThatLeftIsNoAnswer() async throws {
        let gate = Gate()
        try await PathRig.with(tenant: { _, writer in
            await gate.pass()
            try await writer.respond(200, [:], [])
        }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let browser = try await rig.connect()
            try await browser.send(
                RequestHead(
                    method: "GET", target: "/api/a", version: .http11,
                    headers: ["Host": "proxy.test", "Cookie": cookie])
            )
            while gate.arrived == 0 { await Task.yield() }
            await browser.close()
            while await rig.server.counts().abandonedRequests == 0 { await Task.yield() }
            #expect(await rig.server.counts().requests.reduce(0, +) == 0)
            gate.open()
        }
    }

    @Test func anAnswerThatBreaksOffIsCountedAsBroken() async throws {
        try await PathRig.with(tenant: { _, writer in
            try await writer.raw(Array("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345".utf8))
            await writer.reset()
        }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let answer = try await rig.send("GET", "/api/a", ["Cookie": cookie])
            #expect(!answer.isComplete)
            #expect(await rig.server.counts().brokenAnswers == 1)
        }
    }

    @Test(arguments: [
        (1000, ForwardingCounts.SocketClose(side: .tenant, code: 1000)), (4204, .init(side: .tenant, code: 4000)),
    ])
    func socketsAreCountedByWhoEndedThemFirst(_ code: Int, _ close: ForwardingCounts.SocketClose) async throws {
        try await PathRig.with(tenant: { _, writer in
            let socket = try await writer.upgrade()
            if case .frame = try await socket.next() {
                try await socket.close(CloseReason(code: CloseCode(rawValue: UInt16(code))))
            }
        }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            guard case .opened(let socket, _) = try await rig.open(cookie: cookie) else { return #expect(Bool(false)) }
            #expect(await rig.server.counts().openSockets == 1)
            try await socket.send(text: "end it")
            while await rig.server.counts().openSockets > 0 { await Task.yield() }
            #expect(await rig.server.counts().closedSockets == [close: 1])
            await socket.drop()
        }
    }

    @Test func aSocketThatASessionTakesAlongWasEndedByTheProxy() async throws {
        try await PathRig.with(tenant: { _, writer in
            let socket = try await writer.upgrade()
            while case .frame = try await socket.next() {}
        }) { rig in
            let (session, cookie) = try rig.control.signIn("ana")
            guard case .opened(let socket, _) = try await rig.open(cookie: cookie) else { return #expect(Bool(false)) }
            session.end(.loggedOut)
            // Whoever left before that was seen would have been the first.
            guard case .closed = try await socket.receive() else { return #expect(Bool(false)) }
            await socket.drop()
            while await rig.server.counts().openSockets > 0 { await Task.yield() }
            #expect(await rig.server.counts().closedSockets == [.init(side: nil, code: 1008): 1])
        }
    }
}
