// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Transport
import Wire

@testable import MockTenant

/// What the runner does to sockets, answers and state, and what the witness keeps.
@Suite struct ControlTests {
    @Test("§5.4.5 the tenant sends, closes and drops")
    func tenantSendsClosesAndDrops() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let socket = try await browser.socket()
            _ = try await socket.text()
            let end = try #require(harness.tenant.sockets(of: "ana@example.com").first)
            #expect(end.user == "ana" && end.app == TenantApp.sales.id && end.isOpen)
            try await end.send(text: "hello")
            #expect(try await socket.text() == "hello")
            try await end.close(code: 4001, reason: "idle")
            let closing = try await socket.closing()
            #expect(closing == CloseReason(code: CloseCode(rawValue: 4001), reason: "idle"))
            let id = end.id
            #expect(await harness.tenant.witness.wait(within: .seconds(5)) { $0[id - 1].outcome == .complete })
            let seen = try #require(harness.tenant.witness.exchange(id)?.socket)
            #expect(seen.closedBy == .server && seen.closeCode == 4001 && seen.closeReason == "idle")
            #expect(harness.tenant.sockets.isEmpty)

            let second = try await browser.socket()
            _ = try await second.text()
            await harness.tenant.sockets(of: "ana").first?.drop()
            let lost = try await second.closing()
            #expect(lost == nil)
        }
    }

    @Test("§5.4.4 a client's close is answered and witnessed")
    func clientsCloseIsWitnessed() async throws {
        try await TenantHarness.run { harness in
            let socket = try await harness.signIn().socket()
            _ = try await socket.text()
            let id = try #require(harness.tenant.sockets(of: "ana").first?.id)
            try await socket.close(CloseReason(code: CloseCode(rawValue: 4000), reason: "suspend"))
            #expect(try await socket.closing()?.code?.rawValue == 4000)
            #expect(await harness.tenant.witness.wait(within: .seconds(5)) { $0[id - 1].endedAt != nil })
            let seen = try #require(harness.tenant.witness.exchange(id)?.socket)
            #expect(seen.closedBy == .client && seen.closeCode == 4000 && seen.closeReason == "suspend")
        }
    }

    @Test func lostClientIsWitnessed() async throws {
        try await TenantHarness.run { harness in
            let socket = try await harness.signIn().socket()
            _ = try await socket.text()
            let id = try #require(harness.tenant.sockets(of: "ana").first?.id)
            await socket.reset()
            #expect(await harness.tenant.witness.wait(within: .seconds(5)) { $0[id - 1].outcome == .clientAborted })
            #expect(harness.tenant.witness.exchange(id)?.socket?.closedBy == .lost)
        }
    }

    @Test("§3.1.6 open sockets survive the session")
    func openSocketsSurviveTheSession() async throws {
        try await TenantHarness.run { harness in
            let socket = try await harness.signIn().socket()
            _ = try await socket.text()
            harness.tenant.expireSession(of: "ana")
            try await socket.send(text: "still there?")
            #expect(try await socket.text() == "still there?")
        }
    }

    @Test func literalCookiesTravelOnTheNextAnswersOfThatUser() async throws {
        try await TenantHarness.run { harness in
            let ana = try await harness.signIn("ana")
            let ben = try await harness.signIn("ben")
            harness.tenant.setCookiesOnNextAnswers(["odd=1;;Path = /x , y"], of: "ana", times: 2)
            func lines(_ browser: CookieBrowser) async throws -> [String] {
                try await browser.send("GET", "/api/v1/users/me").head.headers.all("Set-Cookie")
                    .filter { $0.hasPrefix("odd") }
            }
            #expect(try await lines(ben) == [])
            #expect(try await lines(ana) == ["odd=1;;Path = /x , y"])
            #expect(try await lines(ana).count == 1)
            #expect(try await lines(ana) == [])
        }
    }

    @Test func witnessKeepsRawTargetOrderedHeadersAndDigest() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let token = try await browser.token()
            let headers: HeaderList = ["x-B": "1", "X-a": "2", "QLIK-csrf-TOKEN": token]
            _ = try await browser.send("POST", "/api/v1/echo?x=%2f&&y=+", headers, body: Array("abc".utf8))
            let exchange = try #require(harness.last)
            #expect(exchange.request.target == "/api/v1/echo?x=%2f&&y=+" && exchange.request.method == "POST")
            #expect(
                exchange.request.headers.map(\.name)
                    == ["Host", "Cookie", "x-B", "X-a", "QLIK-csrf-TOKEN", "Content-Length"])
            #expect(exchange.request.body.count == 3 && exchange.request.body.text == "abc")
            #expect(exchange.request.body.digest.hasPrefix("ba7816bf"))
            #expect(exchange.actor == "ana" && exchange.facts["user"] == "ana@example.com")
            #expect(exchange.outcome == .complete && exchange.response?.status == 200)
        }
    }

    @Test func loginIsWitnessedWithItsClaims() async throws {
        try await TenantHarness.run { harness in
            _ = try await harness.login(harness.forge("ben").with("jti", "one").text)
            let exchange = try #require(harness.last)
            #expect(exchange.actor == "ben")
            let expected = [
                "jwt.sub": "auth0|ben", "jwt.email": "ben@example.com", "jwt.jti": "one", "jwt.alg": "RS256",
                "jwt.kid": TokenForge.keyID, "jwt.iss": TokenForge.issuer, "jwt.verdict": "accepted",
            ]
            for (fact, value) in expected { #expect(exchange.facts[fact] == value, "\(fact)") }
            #expect(exchange.facts["session.opened"] == harness.tenant.session(of: "ben")?.fingerprint)
        }
    }

    @Test func octetsThatAreNoRequestAreWitnessed() async throws {
        try await TenantHarness.run { harness in
            let connection = try await harness.connect()
            try await connection.sendRaw(Array("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n".utf8))
            #expect(try await connection.readResponse(to: "GET").head.status == 400)
            #expect(harness.last?.outcome == .malformed)
        }
    }

    @Test func resetForgetsEverythingButTheWitness() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            harness.tenant.switches.cookieOrder = .csrfLast
            harness.tenant.script.add(ScriptedAnswer(action: .reset))
            harness.tenant.reset()
            #expect(harness.tenant.sessions.isEmpty && harness.tenant.switches == TenantSwitches())
            #expect(try await browser.send("GET", "/api/v1/users/me").head.status == 401)
            #expect(harness.last?.facts["session.state"] == "unknown")
            #expect(harness.tenant.witness.exchanges.count == 2)
        }
    }

    @Test func pausedSocketHoldsTheSenderBack() async throws {
        try await TenantHarness.run { harness in
            let socket = try await harness.signIn().socket()
            _ = try await socket.text()
            let end = try #require(harness.tenant.sockets(of: "ana").first)
            end.pauseReading()
            let piece = ByteBuffer(repeating: 7, count: 1 << 20)
            let sending = Task {
                for _ in 0..<32 { try await socket.send(binary: piece) }
            }
            // Nothing can arrive while reading is paused, but for what the buffers of this side had already taken.
            try await end.send(text: "paused")
            end.resumeReading()
            var echoed = 0
            while echoed < 32 {
                guard case .frame(let frame) = try await socket.receive() else { throw CancellationError() }
                if frame.kind == .binary { echoed += 1 }
            }
            try await sending.value
        }
    }
}
