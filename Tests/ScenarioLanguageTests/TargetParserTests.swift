// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import Testing

@Suite struct TargetParserTests {
    @Test func readsACommand() throws {
        let target = try TargetParser.parse(
            """
            target: mine
            start: { command: [proxy, --port, <port>], environment: { LOG: debug }, patience: 5 s }
            routes: { login: /in, logout-method: GET }
            session-cookie: sid
            features: [websocket, logout]
            lifetimes: { idle: 30 min, settable: true }
            limits: { body: 1 MiB }
            store: redis
            sequential: true
            """, file: "t.yaml")
        let command = TargetCommand(
            arguments: ["proxy", "--port", "<port>"], environment: ["LOG": "debug"], patience: .seconds(5))
        #expect(target.start == .command(command))
        #expect(target.routes == TargetRoutes(login: "/in", logoutMethod: "GET"))
        #expect(target.lifetimes == TargetLifetimes(idle: .seconds(1800), isSettable: true))
        #expect(target.limits == ["body": 1 << 20])
        #expect(target.features == ["websocket", "logout"])
        #expect(target.isSequential)
    }

    @Test(arguments: zip(["in-process", "{ url: https://x.test }"], [Target.Start.inProcess, .url("https://x.test")]))
    func readsOtherStarts(_ text: String, _ start: Target.Start) throws {
        #expect(try TargetParser.parse("target: x\nstart: \(text)", file: "t.yaml").start == start)
    }

    @Test func aMisspeltKeyIsADiagnostic() {
        let error = #expect(throws: Diagnostic.self) {
            try TargetParser.parse("target: x\nstart: in-proces", file: "t.yaml")
        }
        #expect(error?.suggestion == "in-process")
    }
}
