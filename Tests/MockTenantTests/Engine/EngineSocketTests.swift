// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Transport
import Wire

@testable import MockTenant

/// What an engine socket does beyond single answers: contract §5.1, §5.4, §5.5, U20 and U21.
@Suite struct EngineSocketTests {
    static let sales = TenantApp.sales.id
    static let open = #"{"id":1,"handle":-1,"method":"OpenDoc","params":["\#(sales)"]}"#

    @Test("§5.1.2 §5.2.6 an engine session keeps its app until the ttl has passed")
    func sessionIsKeptWithItsSelectionsUntilTheTTLHasPassed() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            func visit(after seconds: Int, _ request: String) async throws -> (greeting: String, answer: JSONValue) {
                harness.clock.advance(by: .seconds(seconds))
                let socket = try await browser.socket("/app/\(Self.sales)/ttl/60")
                let greeting = try await socket.text()
                let answer = try await socket.answer(to: request)
                await socket.drop()
                #expect(await harness.tenant.witness.wait(within: .seconds(5)) { _ in harness.tenant.sockets.isEmpty })
                return (greeting, answer)
            }
            let active = #"{"id":2,"handle":-1,"method":"GetActiveDoc","params":[]}"#
            #expect(try await visit(after: 0, Self.open).answer["result"] != nil)
            let attached = try await visit(after: 50, active)
            #expect(attached.greeting.contains("SESSION_ATTACHED"))
            #expect(attached.answer["result"]?["qReturn"]?["qGenericId"] == .string(Self.sales))
            let created = try await visit(after: 61, active)
            #expect(created.greeting.contains("SESSION_CREATED") && created.answer["error"]?["code"] == 1017)
        }
    }

    @Test("§5.1.4 session apps are open from the start and take their contents from another")
    func sessionAppsAreOpenFromTheStartAndTakeTheirContentsFromAnother() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let token = try await browser.token()
            let target = "/app/SessionApp_1?from=\(Self.sales)&qlik-csrf-token=\(token)"
            guard case .opened(let socket, _) = try await browser.open(target) else { throw CancellationError() }
            _ = try await socket.text()
            let active = try await socket.answer(to: #"{"id":1,"handle":-1,"method":"GetActiveDoc","params":[]}"#)
            #expect(active["result"]?["qReturn"]?["qGenericId"] == "SessionApp_1")
            let sum = try await socket.answer(to: #"{"id":2,"handle":1,"method":"Evaluate","params":["Count(Year)"]}"#)
            #expect(sum["result"]?["qReturn"] == "48")
            let empty = try await browser.socket("/app/%3Ftransient%3D")
            _ = try await empty.text()
            #expect(
                try await empty.answer(to: #"{"id":1,"handle":-1,"method":"GetActiveDoc"}"#)["result"] != nil)
        }
    }

    @Test(
        "§5.1.3 §5.2.1 §5.6.1 the query is free, no subprotocol is agreed on, and messages are text",
        arguments: [
            "reloadUri=https%3A%2F%2Fproxy.example%2Fsense%2Fapp%2Fx", "reloadURI=a&workloadType=interactive-reload",
            "somefakeparam=%00%2B+", "", "&",
        ])
    func queryIsFree(_ query: String) async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let target = "/app/\(Self.sales)?qlik-csrf-token=\(try await browser.token())&\(query)"
            let offer: HeaderList = ["Sec-WebSocket-Protocol": "qix, json"]
            guard case .opened(let socket, let head) = try await browser.open(target, offer) else {
                throw CancellationError()
            }
            #expect(!head.headers.contains("Sec-WebSocket-Protocol"))
            #expect(harness.last?.request.target == target)
            for _ in 0..<2 {
                guard case .frame(let frame) = try await socket.receive() else { throw CancellationError() }
                #expect(frame.kind == .text && frame.fin)
                #expect(try JSONValue.parse(String(buffer: frame.payload))["jsonrpc"] == "2.0")
                try await socket.send(
                    text: #"{"jsonrpc":"2.0","id":1,"handle":-1,"method":"EngineVersion","params":[]}"#)
            }
        }
    }

    @Test(
        "§5.5.2 the state that OnConnected tells may be a fatal one",
        arguments: ["SESSION_ERROR_NO_LICENSE", "SESSION_ERROR_LIMIT_EXCEEDED", "SESSION_ERROR_APP_ACCESS_DENIED"])
    func stateMayBeFatal(_ state: String) async throws {
        try await TenantHarness.run { harness in
            try harness.tenant.setSwitch("session-state", to: state)
            let greeting = try JSONValue.parse(try await harness.signIn().socket().text())
            #expect(greeting["method"] == "OnConnected" && greeting["params"]?["qSessionState"] == .string(state))
        }
    }

    @Test("§5.1.6 engineData lists the apps and opens one")
    func engineDataListsTheAppsAndOpensOne() async throws {
        try await TenantHarness.run { harness in
            let socket = try await harness.signIn().socket("/app/engineData")
            _ = try await socket.text()
            let list = try await socket.answer(to: #"{"id":1,"handle":-1,"method":"GetDocList","params":[]}"#)
            let ids = list["result"]?["qDocList"]?.arrayValue?.compactMap { $0["qDocId"]?.stringValue }
            #expect(ids == [TenantApp.sales.id, TenantApp.stock.id])
            let forbidden = #"{"id":2,"handle":-1,"method":"OpenDoc","params":["\#(TenantApp.forbidden.id)"]}"#
            #expect(try await socket.answer(to: forbidden)["error"]?["code"] == 1003)
            #expect(try await socket.answer(to: Self.open)["result"]?["qReturn"]?["qHandle"] == 1)
        }
    }

    @Test("§5.1.5 other paths of the gateway lead to the same apps", arguments: ["/qvapp/", "/dataprepservice/app/"])
    func otherGatewayPathsLeadToTheSameApps(_ prefix: String) async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let socket = try await browser.socket(prefix + Self.sales)
            #expect(try await socket.text().contains("SESSION_CREATED"))
            guard case .refused(let answer) = try await browser.open(prefix + Self.sales) else {
                throw CancellationError()
            }
            #expect(answer.head.status == 403)
        }
    }

    @Test("§5.6.6 §5.6.9 every second answer is overtaken, and one given up is error 15")
    func everySecondAnswerIsOvertakenWhereTheSwitchSaysSo() async throws {
        try await TenantHarness.run { harness in
            try harness.tenant.setSwitch("held-answer-milliseconds", to: "60000")
            let socket = try await harness.signIn().socket()
            _ = try await socket.text()
            for id in 1...3 {
                try await socket.send(text: #"{"id":\#(id),"handle":-1,"method":"EngineVersion","params":[]}"#)
            }
            #expect(try JSONValue.parse(try await socket.text())["id"] == 1)
            #expect(try JSONValue.parse(try await socket.text())["id"] == 3)
            try await socket.send(text: #"{"id":4,"handle":-1,"method":"AbortRequest","params":[2]}"#)
            let aborted = try JSONValue.parse(try await socket.text())
            #expect(aborted["id"] == 2 && aborted["error"]?["code"] == 15)
        }
    }

    @Test func heldAnswersArriveInTheEnd() async throws {
        try await TenantHarness.run { harness in
            harness.tenant.switches.heldAnswerMilliseconds = 20
            let socket = try await harness.signIn().socket()
            _ = try await socket.text()
            let first = try await socket.answer(to: #"{"id":1,"handle":-1,"method":"EngineVersion","params":[]}"#)
            let second = try await socket.answer(to: #"{"id":2,"handle":-1,"method":"EngineVersion","params":[]}"#)
            #expect(first["id"] == 1 && second["id"] == 2)
        }
    }

    @Test("§5.6.19 messages come in fragments where the switch says so")
    func messagesComeInFragmentsWhereTheSwitchSaysSo() async throws {
        try await TenantHarness.run { harness in
            harness.tenant.switches.fragmentBytes = 16_384
            let socket = try await harness.signIn().socket()
            _ = try await socket.text()
            try await socket.send(text: #"{"id":1,"handle":-1,"method":"Echo","params":{"bytes":40000}}"#)
            var frames: [Frame] = []
            while frames.last?.fin != true {
                guard case .frame(let frame) = try await socket.receive() else { throw CancellationError() }
                frames.append(frame)
            }
            #expect(frames.map(\.opcode) == [1, 0, 0])
            #expect(frames.map(\.payload.readableBytes).prefix(2) == [16_384, 16_384])
            let whole = frames.map { String(buffer: $0.payload) }.joined()
            #expect(try JSONValue.parse(whole)["result"]?["qReturn"]?.stringValue?.count == 40_000)
        }
    }

    @Test("§5.4.5 a silent socket is pinged, and dropped without an answer")
    func silentSocketIsPingedAndDroppedWithoutAnAnswer() async throws {
        try await TenantHarness.run { harness in
            harness.tenant.switches.serverPingMilliseconds = 20
            harness.tenant.switches.silenceLimitMilliseconds = 200
            let socket = try await harness.signIn().socket()
            socket.autoPong = false
            var kinds: [FrameOpcode?] = []
            receiving: while kinds.count < 100 {
                switch try await socket.receive() {
                case .frame(let frame): kinds.append(frame.kind)
                case .closed, .lost: break receiving
                }
            }
            #expect(kinds.first == .text && kinds.dropFirst().contains(.ping))
            #expect(harness.last?.socket?.closedBy == .lost)
        }
    }

    @Test("§5.4.3 close codes carry a reason in JSON", arguments: EngineClosing.allCases)
    func closeCodesCarryAReasonInJSON(_ closing: EngineClosing) async throws {
        try await TenantHarness.run { harness in
            let socket = try await harness.signIn().socket()
            _ = try await socket.text()
            try await #require(harness.tenant.sockets.first).close(closing)
            let seen = try await socket.closing()
            #expect(seen?.code?.rawValue == closing.code)
            let reason = try JSONValue.parse(seen?.reason ?? "")
            #expect(reason["code"]?.stringValue != nil && reason["traceId"]?.stringValue?.count == 32)
            #expect(reason["invented"] == (closing == .appNotFound ? nil : true))
        }
    }

    @Test func controlCanFailCallsAndPushNews() async throws {
        try await TenantHarness.run { harness in
            let socket = try await harness.signIn().socket()
            _ = try await socket.text()
            harness.tenant.failEngineCalls(of: "OpenDoc", code: 15, user: "ana")
            #expect(try await socket.answer(to: Self.open)["error"]?["code"] == 15)
            #expect(try await socket.answer(to: Self.open)["error"] == nil)
            try await #require(harness.tenant.sockets.first).push(change: [1], close: [2], suspend: [3])
            #expect(try await socket.text() == #"{"jsonrpc":"2.0","change":[1],"close":[2],"suspend":[3]}"#)
        }
    }
}
