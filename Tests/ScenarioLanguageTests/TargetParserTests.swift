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
            tls: in-front
            """, file: "t.yaml")
        let command = TargetCommand(
            arguments: ["proxy", "--port", "<port>"], environment: ["LOG": "debug"], patience: .seconds(5))
        #expect(target.start == .command(command))
        #expect(target.routes == TargetRoutes(login: "/in", logoutMethod: "GET"))
        #expect(target.lifetimes == TargetLifetimes(idle: .seconds(1800), isSettable: true))
        #expect(target.limits == ["body": 1 << 20])
        #expect(target.features == ["websocket", "logout"])
        #expect(target.isSequential)
        #expect(target.isPlain)
    }

    @Test func readsOurOwn() throws {
        #expect(try TargetParser.parse("target: x\nstart: in-process", file: "t.yaml").start == .inProcess)
    }

    @Test func readsADeploymentWithItsAccounts() throws {
        let target = try TargetParser.parse(
            """
            target: live
            start:
              url: https://bff.example.test
              trust: <here>/ca.pem
              accounts:
                ana: { email: ana@corp.test, username: ana, password: "<env:PASSWORD>" }
                ben: { cookies: { sid: abc } }
              form: { username: login }
            """, file: "t.yaml", filling: { text, _ in text.replacing("<here>", with: "/etc") })
        let deployment = TargetDeployment(
            url: "https://bff.example.test", trust: "/etc/ca.pem",
            accounts: [
                "ana": TargetAccount(email: "ana@corp.test", username: "ana", password: "<env:PASSWORD>"),
                "ben": TargetAccount(cookies: ["sid": "abc"]),
            ], form: TargetForm(username: "login"))
        #expect(target.start == .deployment(deployment))
        #expect(target.isSequential)
    }

    @Test func readsTheDoublesOfADeployment() throws {
        let target = try TargetParser.parse(
            """
            target: near
            start:
              url: https://bff.example.test
              doubles:
                tenant: https://tenant.test:8443
                identity-provider: https://idp.test:8444
                certificate: d.pem
                key: d.key
                public-key: t.pub
                registration: { clientId: a, clientSecret: b, webIntegrationId: c, issuer: d, keyId: e }
            """, file: "t.yaml")
        guard case .deployment(let deployment) = target.start else { throw Failed() }
        #expect(deployment.doubles?.tenant == "https://tenant.test:8443")
        #expect(deployment.doubles?.registration["keyId"] == "e")
    }

    @Test func aURLWithAPathIsNoOrigin() {
        let error = #expect(throws: Diagnostic.self) {
            try TargetParser.parse("target: x\nstart: { url: https://x.test/app }", file: "t.yaml")
        }
        #expect(error?.description.contains("expected an origin such as https://host:8443") == true)
    }

    private struct Failed: Error {}

    @Test func aMisspeltKeyIsADiagnostic() {
        let error = #expect(throws: Diagnostic.self) {
            try TargetParser.parse("target: x\nstart: in-proces", file: "t.yaml")
        }
        #expect(error?.suggestion == "in-process")
    }
}
