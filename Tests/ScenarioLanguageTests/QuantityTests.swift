// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

@testable import ScenarioLanguage

@Suite struct QuantityTests {
    private let place = SourcePlace(file: "x.yaml", line: 1, column: 1)

    private func quantity(_ text: String) throws -> Quantity {
        try Quantity(.scalar(text, isQuoted: false, place: place))
    }

    @Test(
        arguments: [
            ("12", 12), ("64 KiB", 65_536), ("<limits.body>", 100), ("<limits.body> + 1", 101),
            ("<limits.body> - 1", 99), ("<limits.body> - 200", 0),
        ])
    func aNumberIsWrittenOutOrTakenFromTheTarget(_ text: String, _ number: Int) throws {
        #expect(try quantity(text).value(["body": 100]) == number)
    }

    @Test func whatIsNotDeclaredHasNoValue() throws {
        #expect(try quantity("<limits.head> + 1").value(["body": 100]) == nil)
    }

    @Test(arguments: ["many", "<limits.body> +", "<limits.body> * 2", "<limits.body>1", "<apps.sales>", "-1"])
    func anythingElseIsADiagnostic(_ text: String) {
        #expect(throws: Diagnostic.self) { try quantity(text) }
    }

    @Test func aScenarioNeedsTheLimitsAndLifetimesThatItMentions() throws {
        let text = """
            scenario: X
            id: a/b
            features: [websocket]
            stage: { limits: { body: 1 KiB }, lifetimes: { head: 1 s } }
            steps:
              - together: { times: <limits.sockets> + 1, steps: [] }
            """
        let (library, diagnostics) = ScenarioLibrary.load(
            [SourceText(path: "x.yaml", text: text)],
            grammar: Grammar(verbs: [], settings: ["limits", "lifetimes"]))
        #expect(diagnostics == [])
        let needed = ["websocket", "limit sockets", "settable lifetime head", "settable limit body"]
        #expect(library.scenarios.first?.features == needed)
    }

    @Test func aTargetOffersWhatItDeclares() throws {
        let target = try TargetParser.parse(
            """
            target: mine
            start: in-process
            features: [websocket]
            limits: { body: 1 MiB, settable: true }
            lifetimes: { idle: 1 h, head: 10 s, settable: true }
            """, file: "t.yaml")
        let offered: Set = [
            "websocket", "limit body", "settable limit body", "settable lifetime idle", "settable lifetime head",
        ]
        #expect(target.offers == offered)
        #expect(target.areLimitsSettable && target.lifetimes.further == ["head": .seconds(10)])
    }

    @Test func lifetimesThatCannotBeSetAreNotOffered() throws {
        let target = try TargetParser.parse(
            "target: mine\nstart: in-process\nlifetimes: { idle: 1 h }", file: "t.yaml")
        #expect(target.offers.isEmpty && !target.areLimitsSettable)
    }
}
