// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import SessionProxy
import Testing
import Transport
import Wire

@Suite struct TroubleTests {
    @Test func unreachableTenantIs502() async throws {
        try await PathRig.with { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            await rig.tenant.stop()
            let answer = try await rig.send("GET", "/api/v1/x", ["Cookie": cookie])
            #expect(answer.head.status == 502)
            #expect(answer.head.headers.all("Cache-Control") == ["no-store"])
        }
    }

    @Test func silentTenantIs504() async throws {
        try await PathRig.with(
            tenant: { _, writer in await writer.clientGone }, settings: { $0.times.answer = .milliseconds(200) }
        ) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let seen1 = try await rig.send("GET", "/api/v1/x", ["Cookie": cookie]).head.status
            #expect(seen1 == 504)
        }
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nNo colon\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
        "nonsense\r\n\r\n", "HTTP/1.1 200 OK\r\nA: b\n\r\n",
    ])
    func malformedAnswerIs502(answer: String) async throws {
        try await PathRig.with(tenant: { _, writer in try await writer.raw(Array(answer.utf8)) }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let seen2 = try await rig.send("GET", "/api/v1/x", ["Cookie": cookie]).head.status
            #expect(seen2 == 502)
        }
    }

    @Test(arguments: ["Content-Length: 100\r\n\r\nhalf", "Transfer-Encoding: chunked\r\n\r\n64\r\nhalf"])
    func tenantThatDiesInTheBodyBreaksTheAnswer(rest: String) async throws {
        try await PathRig.with(tenant: { _, writer in
            try await writer.raw(Array("HTTP/1.1 200 OK\r\n\(rest)".utf8))
        }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let answer = try await rig.send("GET", "/api/v1/x", ["Cookie": cookie])
            #expect(answer.head.status == 200)
            #expect(!answer.isComplete)
        }
    }

    /// Without a length or chunks, an orderly end would say that the body is whole.
    @Test func answerTornForAnOldBrowserEndsInAReset() async throws {
        try await PathRig.with(tenant: { _, writer in
            try await writer.raw(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf".utf8))
        }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let browser = try await rig.connect()
            try await browser.sendRaw(Array("GET /api/v1/x HTTP/1.0\r\nHost: p\r\nCookie: \(cookie)\r\n\r\n".utf8))
            var isTorn = false
            do {
                isTorn = try await !browser.readResponse(to: "GET").isComplete
            } catch let error as TransportError {
                isTorn = error.code == .connectionReset
            }
            #expect(isTorn)
            await browser.close()
        }
    }

    @Test func browserThatLeavesCancelsTheRequest() async throws {
        let (left, mark) = AsyncStream.makeStream(of: Void.self)
        try await PathRig.with(tenant: { _, writer in
            await writer.clientGone
            mark.finish()
        }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let browser = try await rig.connect()
            try await browser.sendRaw(Array("GET /api/v1/x HTTP/1.1\r\nHost: p\r\nCookie: \(cookie)\r\n\r\n".utf8))
            while rig.witness.received.isEmpty { await Task.yield() }
            await browser.close()
            for await _ in left {}
        }
    }

    @Test(arguments: [
        ("GET /api/v1/x HTTP/1.1\nHost: p\n\n", 400), ("GET /api/v1/x HTTP/1.1\r\nHost: p\r\n X: y\r\n\r\n", 400),
        ("POST /api/x HTTP/1.1\r\nHost: p\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        ("POST /api/x HTTP/1.1\r\nHost: p\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
        ("GET http://evil/api/x HTTP/1.1\r\nHost: p\r\n\r\n", 400), ("GET @evil/x HTTP/1.1\r\nHost: p\r\n\r\n", 400),
        ("CONNECT evil:443 HTTP/1.1\r\nHost: p\r\n\r\n", 405), ("TRACE /api HTTP/1.1\r\nHost: p\r\n\r\n", 405),
        ("GET //evil/x HTTP/1.1\r\nHost: p\r\n\r\n", 404), ("GET /api/../x HTTP/1.1\r\nHost: p\r\n\r\n", 404),
        ("POST /api HTTP/1.1\r\nHost: p\r\nContent-Length: 999999999999\r\n\r\n", 413),
    ])
    func oddRequestIsRefusedAndReachesNobody(request: String, status: Int) async throws {
        try await PathRig.with { rig in
            let seen3 = try await rig.sendRaw(request).head.status
            #expect(seen3 == status)
            #expect(rig.witness.received.isEmpty)
        }
    }

    @Test func anEndlessTargetOrFieldIsRefusedAndReachesNobody() async throws {
        let (target, field) = (String(repeating: "a", count: 9_000), String(repeating: "a", count: 17_000))
        try await PathRig.with { rig in
            let toTarget = try await rig.sendRaw("GET /\(target) HTTP/1.1\r\nHost: p\r\n\r\n").head.status
            #expect(toTarget == 414)
            let toField = try await rig.sendRaw("GET /api HTTP/1.1\r\nHost: p\r\nX: \(field)\r\n\r\n").head.status
            #expect(toField == 431)
            #expect(rig.witness.received.isEmpty)
        }
    }

    @Test func nothingAfterARefusedBodyIsTakenAsARequest() async throws {
        try await PathRig.with { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let browser = try await rig.connect()
            let inner = "GET /api/inner HTTP/1.1\r\nHost: p\r\nCookie: \(cookie)\r\n\r\n"
            try await browser.sendRaw(
                Array("POST /api/x HTTP/1.1\r\nHost: p\r\nContent-Length: 999\r\n\r\n\(inner)".utf8))
            let seen4 = try await browser.readResponse(to: "POST").head.status
            #expect(seen4 == 401)
            let seen5 = try await browser.connection.receive()
            #expect(seen5 == nil)
            #expect(rig.witness.received.isEmpty)
            await browser.close()
        }
    }

    @Test func slowHeadIsTimedOut() async throws {
        try await PathRig.with(settings: { $0.times.head = .milliseconds(200) }) { rig in
            let seen6 = try await rig.sendRaw("GET /api/v1/x HT").head.status
            #expect(seen6 == 408)
        }
    }

    @Test func largeBodiesPassBothWays() async throws {
        let size = 3_000_000
        try await PathRig.with(tenant: { received, writer in
            try await writer.respond(200, [:], received.body)
        }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let body = String(repeating: "0123456789", count: size / 10)
            let answer = try await rig.send(
                "PUT", "/api/v1/x", ["Cookie": cookie, "Origin": PathRig.origin], body: body)
            #expect(answer.body.count == size)
            #expect(answer.body == Array(body.utf8))
        }
    }

    @Test func interleavedUsersNeverMeet() async throws {
        try await PathRig.with(tenant: { received, writer in
            try await writer.respond(200, [:], Array((received.head.headers.first("Cookie") ?? "").utf8))
        }) { rig in
            let users = try (0..<8).map { number in
                let name = "user\(number)"
                return (name, try rig.control.signIn(name).1)
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (name, cookie) in users {
                    group.addTask {
                        for _ in 0..<25 {
                            let answer = try await rig.send("GET", "/api/v1/users/me", ["Cookie": cookie])
                            #expect(String(decoding: answer.body, as: UTF8.self) == "eas.sid=of-\(name)")
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
