// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Transport
import Wire

@testable import MockTenant

/// The engine socket: contract §5.
@Suite struct EngineTests {
    static let sales = TenantApp.sales.id

    @Test("§5.1.1 §5.5.1 §5.5.3 §5.5.4 the tenant speaks first, and tells who shares an engine session")
    func tenantSpeaksFirst() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let first = try await browser.socket()
            #expect(
                try await first.text()
                    == #"{"jsonrpc":"2.0","method":"OnConnected","params":{"qSessionState":"SESSION_CREATED"}}"#)
            let second = try await browser.socket()
            #expect(try await second.text().contains("SESSION_ATTACHED"))
            let other = try await browser.socket("/app/\(Self.sales)/identity/2")
            #expect(try await other.text().contains("SESSION_CREATED"))
            let ben = try await harness.signIn("ben").socket()
            #expect(try await ben.text().contains("SESSION_CREATED"))
        }
    }

    @Test("§5.1.2 §5.2.6 an engine session outlives its socket by the ttl")
    func engineSessionOutlivesItsSocketByTheTTL() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            func state(after seconds: Int) async throws -> String {
                harness.clock.advance(by: .seconds(seconds))
                let socket = try await browser.socket("/app/\(Self.sales)/ttl/600")
                let text = try await socket.text()
                try await socket.close(CloseReason(code: .normal))
                _ = try await socket.closing()
                #expect(await harness.tenant.witness.wait(within: .seconds(5)) { _ in harness.tenant.sockets.isEmpty })
                return text
            }
            #expect(try await state(after: 0).contains("SESSION_CREATED"))
            #expect(try await state(after: 500).contains("SESSION_ATTACHED"))
            #expect(try await state(after: 601).contains("SESSION_CREATED"))
        }
    }

    @Test("§5.6.3 §5.6.11 §5.6.15 §5.6.16 an app is opened and expressions are evaluated")
    func dialogueOpensAnAppAndEvaluates() async throws {
        try await TenantHarness.run { harness in
            let socket = try await harness.signIn().socket()
            _ = try await socket.text()
            let none = try await socket.answer(
                to: #"{"jsonrpc":"2.0","id":1,"handle":-1,"method":"GetActiveDoc","params":[]}"#)
            #expect(none["error"]?["code"] == 1017 && none["id"] == 1)
            let open = try await socket.answer(
                to:
                    #"{"jsonrpc":"2.0","id":2,"handle":-1,"method":"OpenDoc","params":["\#(Self.sales)","","","",false]}"#
            )
            #expect(open["result"]?["qReturn"]?["qHandle"] == 1 && open["change"] == [1])
            #expect(open["result"]?["qReturn"]?["qGenericId"] == .string(Self.sales))
            let active = try await socket.answer(to: #"{"id":3,"method":"GetActiveDoc"}"#)
            #expect(active["result"]?["qReturn"] == open["result"]?["qReturn"])
            let sum = try await socket.answer(
                to: #"{"id":4,"handle":1,"method":"EvaluateEx","params":["=(1+2)*3-4/8"]}"#)
            #expect(sum["result"]?["qValue"] == ["qText": "8.5", "qIsNumeric": true, "qNumber": .number("8.5")])
            let delta = try await socket.answer(
                to: #"{"id":5,"handle":1,"method":"EvaluateEx","params":["1+1"],"delta":true}"#)
            #expect(delta["delta"] == true)
            #expect(delta["result"]?["qValue"]?[0]?["op"] == "add")
            #expect(delta["result"]?["qValue"]?[0]?["value"]?["qNumber"] == 2)
            let user = try await socket.answer(to: #"{"id":6,"method":"GetAuthenticatedUser"}"#)
            #expect(user["result"]?["qReturn"] == "UserDirectory=QLIK; UserId=auth0|ana")
            let marker = harness.tenant.canaries().first { $0.kind == .bodyMarker }?.value
            #expect(user["result"]?["qMarker"]?.stringValue == marker)
            let version = try await socket.answer(to: #"{"id":7,"method":"EngineVersion"}"#)
            #expect(version["result"]?["qVersion"]?["qComponentVersion"] != nil)
        }
    }

    @Test("§5.6.2 §5.6.10 errors have the engine's codes and the id of the request")
    func errorsHaveTheEnginesCodes() async throws {
        try await TenantHarness.run { harness in
            let socket = try await harness.signIn().socket()
            _ = try await socket.text()
            for (request, code) in [
                (#"{"id":"a","method":"NoSuchThing"}"#, -32601), (#"{"id":"a"}"#, -32600),
                (#"{"id":"a","method":"OpenDoc","params":["missing"]}"#, 1003),
                (#"{"id":"a","handle":7,"method":"GetLayout"}"#, -32602),
                (#"{"id":"a","method":"EvaluateEx","params":["1"]}"#, -32601),
                (#"{"id":"a","method":"AbortRequest","params":[]}"#, -32602),
            ] {
                let answer = try await socket.answer(to: request)
                #expect(answer["error"]?["code"] == .int(code) && answer["id"] == "a", "\(request)")
            }
        }
    }

    @Test("§5.6.18 what is no JSON comes back, and an answer may have five million bytes")
    func textThatIsNoJSONAndBytesComeBack() async throws {
        try await TenantHarness.run { harness in
            let socket = try await harness.signIn().socket()
            _ = try await socket.text()
            try await socket.send(text: "not json: å")
            #expect(try await socket.text() == "not json: å")
            let bytes = ByteBuffer(bytes: [0, 255, 127, 128])
            try await socket.send(binary: bytes)
            guard case .frame(let frame) = try await socket.receive() else { throw CancellationError() }
            #expect(frame.kind == .binary && frame.payload == bytes)
            let big = try await socket.answer(to: #"{"id":1,"method":"Echo","params":{"bytes":5000000}}"#)
            #expect(big["result"]?["qReturn"]?.stringValue?.count == 5_000_000)
        }
    }

    @Test("§5.2.7 §5.6.19 fragments are joined and pings answered")
    func fragmentsAreJoinedAndPingsAnswered() async throws {
        try await TenantHarness.run { harness in
            let socket = try await harness.signIn().socket()
            _ = try await socket.text()
            try await socket.send(frame: Frame(fin: false, opcode: FrameOpcode.text, payload: ByteBuffer(string: "he")))
            try await socket.send(frame: Frame(opcode: FrameOpcode.ping, payload: ByteBuffer(string: "p")))
            try await socket.send(frame: Frame(opcode: FrameOpcode.continuation, payload: ByteBuffer(string: "llo")))
            guard case .frame(let pong) = try await socket.receive() else { throw CancellationError() }
            #expect(pong.kind == .pong && String(buffer: pong.payload) == "p")
            #expect(try await socket.text() == "hello")
            let frames = harness.last?.socket?.frames ?? []
            #expect(frames.map(\.fromClient) == [false, true, true, false, true, false])
            #expect(frames.map(\.opcode) == [1, 1, 9, 10, 0, 1])
        }
    }

    @Test("§5.4.1 §5.4.2 unknown and forbidden apps are closed after the upgrade")
    func unknownAndForbiddenAppsAreClosedAfterTheUpgrade() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            for (app, code, name) in [("5a7e-missing", 4204, "QEP-104"), (TenantApp.forbidden.id, 4203, "QEP-103")] {
                let closing = try await browser.socket("/app/\(app)").closing()
                #expect(closing?.code?.rawValue == UInt16(code))
                let reason = try JSONValue.parse(closing?.reason ?? "")
                #expect(reason["code"] == .string(name) && reason["traceId"]?.stringValue?.count == 32)
            }
        }
    }

    @Test(
        "§5.1.4 §5.1.5 §5.1.6 paths without an app are served",
        arguments: ["engineData", "%3Ftransient%3D", "SessionApp_1234-ab", "SessionApp_1/identity/x/ttl/5"])
    func applessPathsAreServed(_ path: String) async throws {
        try await TenantHarness.run { harness in
            let socket = try await harness.signIn().socket("/app/\(path)")
            #expect(try await socket.text().contains("SESSION_CREATED"))
            #expect(harness.last?.request.target.hasPrefix("/app/\(path)?qlik-csrf-token=") == true)
        }
    }

    @Test(
        "§5.1.7 other paths below /app do not exist",
        arguments: ["a_b", "a%2Fb", "a/identity", "a/ttl/x", "a/ttl/1/ttl/2", "a/other/1", "SessionApp_"])
    func otherPathsBelowAppDoNotExist(_ path: String) async throws {
        try await TenantHarness.run { harness in
            let outcome = try await harness.signIn().open("/app/\(path)")
            guard case .refused(let answer) = outcome else { throw CancellationError() }
            #expect(answer.head.status == 404)
        }
    }

    @Test("§3.2.7 §4.2.4 §4.2.5 §4.3.6 §5.2.2 §5.2.3 §5.3.1 §5.3.2 §5.3.3 who may open a socket")
    func upgradeIsRefusedWithoutSessionTokenOrOrigin() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let token = try await browser.token()
            let good = "/app/\(Self.sales)?qlik-csrf-token=\(token)"
            func status(_ browser: CookieBrowser, _ target: String, _ more: HeaderList = [:]) async throws -> Int {
                switch try await browser.open(target, more) {
                case .opened(_, let head): head.status
                case .refused(let answer): answer.head.status
                }
            }
            #expect(try await status(CookieBrowser(harness: harness), good) == 401)
            #expect(try await status(browser, "/app/\(Self.sales)") == 403)
            #expect(try await status(browser, "/app/\(Self.sales)?qlik-csrf-token=forged") == 403)
            #expect(try await status(browser, good, ["Origin": "https://portal.example"]) == 403)
            let byHeader: HeaderList = ["Origin": "https://portal.example", "qlik-web-integration-id": "listed"]
            #expect(try await status(browser, good, byHeader) == 403)
            let listed = good + "&qlik-web-integration-id=listed"
            #expect(try await status(browser, listed, ["Origin": "https://portal.example"]) == 101)
            #expect(try await status(browser, good) == 101)
            #expect(try await status(browser, "/app/\(Self.sales)", ["qlik-csrf-token": token]) == 101)
            #expect(try await browser.send("GET", good).head.status == 400)
            harness.tenant.switches.acceptsWebIntegrationHeaderOnSockets = true
            #expect(try await status(browser, good, byHeader) == 101)
            harness.tenant.switches.socketCSRF = .query
            #expect(try await status(browser, "/app/\(Self.sales)", ["qlik-csrf-token": token]) == 403)
            harness.tenant.switches.socketCSRF = .off
            #expect(try await status(browser, "/app/\(Self.sales)") == 101)
        }
    }

    @Test("§5.2.8 an API key opens a socket without session and CSRF token, and is a user of its own")
    func apiKeyOpensASocket() async throws {
        try await TenantHarness.run {
            $0.apiKeys = ["one", "two"]
        } _: { harness in
            let nobody = CookieBrowser(harness: harness)
            var users: [JSONValue?] = []
            for key in ["one", "two", "one"] {
                let bearer: HeaderList = ["Authorization": "Bearer \(key)"]
                guard case .opened(let socket, _) = try await nobody.open("/app/\(Self.sales)", bearer) else {
                    throw CancellationError()
                }
                _ = try await socket.text()
                let answer = try await socket.answer(to: #"{"id":1,"handle":-1,"method":"GetAuthenticatedUser"}"#)
                let me = try await harness.send("GET", "/api/v1/users/me", bearer).json
                #expect(me["marker"] != nil && me["marker"] == answer["result"]?["qMarker"])
                users.append(me["id"])
            }
            #expect(users[0] != users[1] && users[0] == users[2])
            guard
                case .refused(let answer) = try await nobody.open(
                    "/app/\(Self.sales)", ["Authorization": "Bearer three"])
            else { throw CancellationError() }
            #expect(answer.head.status == 401)
        }
    }

    @Test("§5.2.4 §5.2.5 the handshake tells the placement and refreshes the load balancer's cookie")
    func handshakeRefreshesTheLoadBalancerCookieAndAcceptsNoExtension() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let target = "/app/\(Self.sales)?qlik-csrf-token=\(try await browser.token())"
            let offer: HeaderList = ["Sec-WebSocket-Extensions": "permessage-deflate"]
            guard case .opened(_, let head) = try await browser.open(target, offer) else { throw CancellationError() }
            #expect(head.headers.all("Set-Cookie").contains { $0.hasPrefix("AWSALB=") })
            #expect(!head.headers.contains("Sec-WebSocket-Extensions"))
            let placement = try JSONValue.parse(head.headers.first("Placement-Details") ?? "")
            #expect(placement["app"] == .string(Self.sales) && placement["invented"] == true)
            #expect(harness.last?.response?.headers == head.headers)
        }
    }
}
