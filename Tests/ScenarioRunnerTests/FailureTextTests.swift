// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Wire

@testable import ScenarioRunner

@Suite struct FailureTextTests {
    /// The text of one exchange.
    func text(_ exchange: WitnessedExchange) -> String {
        Failure(summary: "", exchanges: [exchange]).exchangeTexts.joined(separator: "\n--\n")
    }

    func body(_ text: String) -> WitnessedBody {
        WitnessedBody(prefix: Array(text.utf8), count: text.utf8.count, digest: "")
    }

    @Test func anExchangeIsShownAsItPassedOnTheWire() {
        let exchange = WitnessedExchange(
            side: .tenant, connection: 3, actor: "ana@example.com", step: 4,
            request: WitnessedRequest(
                method: "POST", target: "/api/v1/x?y=1",
                headers: HeaderList([("Host", "tenant"), ("cookie", "a=<ana.eas.sid>")]),
                body: body("{\"a\":\n1}")),
            response: WitnessedResponse(
                status: 403, reason: "Forbidden", headers: HeaderList([("X-A", "1\u{1B}[2J"), ("x-a", "2")]),
                body: body("")),
            outcome: .complete)
        #expect(
            text(exchange) == """
                tenant, ana@example.com, step 4, connection 3
                > POST /api/v1/x?y=1
                > Host: tenant
                > cookie: a=<ana.eas.sid>
                > (8 bytes) {"a":.1}
                < 403 Forbidden
                < X-A: 1.[2J
                < x-a: 2
                """)
    }

    @Test func anExchangeWithoutAnAnswerSaysHowItEnded() {
        let exchange = WitnessedExchange(
            side: .identityProvider,
            request: WitnessedRequest(method: "GET", target: "/", headers: HeaderList(), body: body("")),
            outcome: .timedOut)
        #expect(text(exchange) == "identity provider, connection 0\n> GET /\n  (timedOut)")
    }

    @Test func aSocketShowsItsLastFramesAndItsClose() {
        let frames = (1...10).map {
            WitnessedFrame(fromClient: $0 % 2 == 0, opcode: 1, fin: $0 != 9, payload: Array("m\($0)".utf8), at: 0)
        }
        let exchange = WitnessedExchange(
            side: .browser,
            request: WitnessedRequest(method: "GET", target: "/app/x", headers: HeaderList(), body: body("")),
            socket: WitnessedSocket(frames: frames, closedBy: .server, closeCode: 4204, closeReason: "gone"),
            outcome: .complete)
        let lines = text(exchange).split(separator: "\n").map(String.init)
        #expect(lines.dropFirst(2).first == "  (2 earlier frames)")
        #expect(lines.contains("< frame opcode 1, more follow, 2 bytes: m9"))
        #expect(lines.contains("> frame opcode 1, 3 bytes: m10"))
        #expect(lines.last == "  (closed by server, code 4204, \"gone\")")
    }
}
