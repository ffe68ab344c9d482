// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Transport
import Wire

@testable import MockTenant

/// Scripted answers, one row per action.
@Suite struct ScriptTests {
    @Test func respondTakesThePlaceOfTheAnswer() async throws {
        try await TenantHarness.run { harness in
            let ana = try await harness.signIn("ana")
            let ben = try await harness.signIn("ben")
            harness.tenant.script.add(
                ScriptedAnswer(
                    path: "/api/v1/users/*", user: "ana", nth: 2, times: 1,
                    action: .respond(status: 503, headers: ["Retry-After": "7"], body: Array("busy".utf8))))
            func status(_ browser: CookieBrowser) async throws -> Int {
                try await browser.send("GET", "/api/v1/users/me").head.status
            }
            #expect(try await status(ana) == 200)
            #expect(try await status(ben) == 200)
            let busy = try await ana.send("GET", "/api/v1/users/me")
            #expect(busy.head.status == 503 && busy.text == "busy" && busy.head.headers.first("Retry-After") == "7")
            #expect(busy.cookieNames.isEmpty)
            #expect(harness.last?.facts["scripted"] == "respond" && harness.last?.response?.status == 503)
            #expect(try await status(ana) == 200)
        }
    }

    @Test func loginIsScriptedByTheUserOfTheToken() async throws {
        try await TenantHarness.run { harness in
            harness.tenant.script.add(
                ScriptedAnswer(
                    method: "POST", path: "/login/jwt-session", user: "ben",
                    action: .respond(status: 429, headers: [:], body: [])))
            let ana = try await harness.login(harness.forge("ana").text)
            let ben = try await harness.login(harness.forge("ben").text)
            #expect(ana.head.status == 200 && ben.head.status == 429)
        }
    }

    @Test func rawBytesAreWrittenAsTheyAre() async throws {
        try await TenantHarness.run { harness in
            let literal = Array("HTTP/1.1 200 OK\r\nBroken Header: 1\r\n\r\nx".utf8)
            harness.tenant.script.add(ScriptedAnswer(action: .raw(literal)))
            let connection = try await harness.connect()
            try await connection.send(harness.head("GET", "/"))
            var received: [UInt8] = []
            while let bytes = try await connection.connection.receive() { received += bytes.readableBytesView }
            #expect(received == literal)
        }
    }

    @Test(arguments: [ScriptedAnswer.Action.reset, .close])
    func connectionEndsWithoutAnAnswer(_ action: ScriptedAnswer.Action) async throws {
        try await TenantHarness.run { harness in
            harness.tenant.script.add(ScriptedAnswer(action: action))
            await #expect(throws: (any Error).self) { try await harness.send("GET", "/") }
            #expect(harness.last?.outcome == .serverAborted && harness.last?.response == nil)
        }
    }

    @Test func dribbledAnswersComeInPiecesAndWhole() async throws {
        try await TenantHarness.run { harness in
            let ana = try await harness.signIn("ana")
            harness.tenant.script.add(
                ScriptedAnswer(
                    path: "/api/v1/echo", action: .dribble(pieceBytes: 100, pause: .milliseconds(1))))
            let answer = try await ana.send("GET", "/api/v1/echo?bytes=1000")
            #expect(answer.head.status == 200 && answer.body.count == 1000)
            #expect(harness.last?.facts["scripted"] == "dribble" && harness.last?.outcome == .complete)
        }
    }

    @Test func silenceLastsUntilTheClientGoes() async throws {
        try await TenantHarness.run { harness in
            harness.tenant.script.add(ScriptedAnswer(action: .silence))
            let connection = try await harness.connect()
            try await connection.send(harness.head("GET", "/"))
            #expect(await harness.tenant.witness.wait(within: .seconds(5)) { $0.first?.facts["scripted"] == "silence" })
            #expect(harness.last?.outcome == .open)
            await connection.close()
            #expect(await harness.tenant.witness.wait(within: .seconds(5)) { $0.first?.outcome == .clientAborted })
        }
    }

    @Test(arguments: ["/resources/js/large.js", "/api/v1/echo?bytes=100000&framing=chunked"])
    func realAnswerIsCut(_ target: String) async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            harness.tenant.script.add(ScriptedAnswer(action: .truncate(afterBodyBytes: 20_000)))
            let answer = try await browser.send("GET", target)
            #expect(answer.head.status == 200 && !answer.isComplete && answer.body.count == 20_000)
            #expect(harness.last?.outcome == .serverAborted)
        }
    }

    @Test func headersAreAddedToTheRealAnswer() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            harness.tenant.script.add(ScriptedAnswer(action: .addHeaders(["X-Extra": "1", "x-extra": "2"])))
            let answer = try await browser.send("GET", "/api/v1/users/me")
            #expect(answer.json["email"] == "ana@example.com")
            #expect(answer.head.headers.all("X-Extra") == ["1", "2"])
        }
    }

    @Test func delayComesBeforeTheRealAnswer() async throws {
        try await TenantHarness.run { harness in
            harness.tenant.script.add(ScriptedAnswer(delay: .milliseconds(50), action: .proceed))
            let start = ContinuousClock.now
            let answer = try await harness.send("GET", "/")
            #expect(answer.head.status == 200)
            #expect(ContinuousClock.now - start >= .milliseconds(50))
        }
    }

    @Test func upgradeIsRefusedDelayedOrSpoilt() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let target = "/app/\(TenantApp.sales.id)?qlik-csrf-token=\(try await browser.token())"
            let refusal = ScriptedAnswer.Action.refuseUpgrade(
                status: 503, headers: ["X-R": "1"], body: Array("no".utf8))
            harness.tenant.script.add(ScriptedAnswer(path: "/app/**", nth: 1, action: refusal))
            harness.tenant.script.add(ScriptedAnswer(path: "/app/**", nth: 2, action: .wrongAcceptKey))
            harness.tenant.script.add(
                ScriptedAnswer(path: "/app/**", nth: 3, delay: .milliseconds(20), action: .addHeaders(["X-Late": "1"])))
            guard case .refused(let answer) = try await browser.open(target) else { throw CancellationError() }
            #expect(answer.head.status == 503 && answer.text == "no" && answer.head.headers.first("X-R") == "1")
            let right = WebSocketHandshake.acceptKey(for: WebSocketHandshake.newKey(Array(0..<16)))
            guard case .opened(_, let spoilt) = try await browser.open(target) else { throw CancellationError() }
            #expect(spoilt.headers.first("Sec-WebSocket-Accept") != right)
            guard case .opened(let socket, let late) = try await browser.open(target) else { throw CancellationError() }
            #expect(late.headers.first("Sec-WebSocket-Accept") == right && late.headers.first("X-Late") == "1")
            #expect(try await socket.text().contains("OnConnected"))
        }
    }

    static let defects: [(String, Set<String>)] = [
        ("without-cookies", []),
        ("without-session-cookie", ["_csrfToken", "_csrfToken.sig", "AWSALB", "AWSALBCORS"]),
        ("without-csrf-token", ["eas.sid", "eas.sid.sig", "AWSALB", "AWSALBCORS"]),
        (
            "empty-session-cookie",
            ["eas.sid", "_csrfToken", "_csrfToken.sig", "AWSALB", "AWSALBCORS"]
        ),
    ]

    @Test(arguments: defects.indices)
    func namedDefectSpoilsTheLogin(_ index: Int) async throws {
        let (name, cookies) = Self.defects[index]
        #expect(AnswerDefects.names.contains(name))
        try await TenantHarness.run { harness in
            harness.tenant.script.add(ScriptedAnswer(path: "/login/jwt-session", action: .defect(name)))
            let answer = try await harness.login(harness.forge().text)
            #expect(answer.head.status == 200 && Set(answer.cookieNames) == cookies)
        }
    }
}
