// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

@testable import ScenarioLanguage

@Suite struct ScenarioParserTests {
    static let grammar = Grammar(
        verbs: [
            VerbSignature(name: "gets", subjects: [.user], isAssertion: false),
            VerbSignature(name: "received", subjects: [.tenant], isAssertion: true),
            VerbSignature(name: "restarts", subjects: [.proxy], isAssertion: false),
        ],
        userVariables: ["email"], variables: ["apps": []], settings: ["lifetimes"])

    private func load(_ text: String) -> (library: ScenarioLibrary, diagnostics: [Diagnostic]) {
        ScenarioLibrary.load([SourceText(path: "x.yaml", text: text)], grammar: Self.grammar)
    }

    private let whole = """
        scenario: Two users
        id: area/two-users
        covers: [ISOL-03]
        kind: recommended
        why: It matters.
        features: [websocket]
        stage: { lifetimes: { idle: 2 min } }
        users: { ana: { email: a@b.c, claims: { name: Ana } }, crowd: { count: 3 } }
        steps:
          - ana gets: /<ana.email>
            expect: { status: 200 }
          - together: { times: 50, at-once: 5, steps: [ { crowd gets: / }, { ana/2 gets: / } ] }
          - tenant received: { times: 50 }
          - proxy restarts
        """

    @Test func readsAWholeScenario() throws {
        let (library, diagnostics) = load(whole)
        #expect(diagnostics == [])
        let scenario = try #require(library.scenarios.first)
        #expect(scenario.id == "area/two-users")
        #expect(scenario.kind == .recommended)
        #expect(scenario.users.map(\.name) == ["ana", "crowd-1", "crowd-2", "crowd-3"])
        #expect(scenario.user("ana/2")?.email == "a@b.c")
        #expect(scenario.steps.map(\.sentence) == ["ana gets", "together", "tenant received", "proxy restarts"])
        #expect(scenario.steps.map(\.isAssertion) == [false, false, true, false])
        #expect(scenario.steps[0].place == SourcePlace(file: "x.yaml", line: 10, column: 5))
        guard case .together(let times, 5, let inner) = scenario.steps[1].body, times == Quantity(50) else {
            Issue.record("not a group")
            return
        }
        #expect(inner.map(\.label) == ["2.1", "2.2"])
        #expect(inner.map(\.subject) == [.user("crowd"), .user("ana/2")])
    }

    @Test func aVerbOfAnotherSubjectIsRefused() {
        let text = "scenario: X\nid: a/b\nusers: { ana: {} }\nsteps:\n  - ana received: x\n"
        #expect(load(text).diagnostics.map(\.message) == ["\"received\" is not something that ana can do"])
    }

    @Test func everyoneMayDoWhatUsersDo() {
        let text = "scenario: X\nid: a/b\nusers: { ana: {} }\nsteps:\n  - everyone gets: /<self.email>\n"
        #expect(load(text).diagnostics == [])
    }

    @Test func needsThatGoInCirclesAreFound() {
        func scenario(_ id: String, _ needs: String) -> SourceText {
            SourceText(path: id, text: "scenario: X\nid: a/\(id)\nneeds: [a/\(needs)]\nsteps: []\n")
        }
        let texts = [scenario("x", "y"), scenario("y", "z"), scenario("z", "x"), scenario("w", "x")]
        let (_, diagnostics) = ScenarioLibrary.load(texts, grammar: Self.grammar)
        #expect(diagnostics.count == 3)
        #expect(diagnostics.first?.message == "needs go in a circle: a/x -> a/y -> a/z -> a/x")
    }

    @Test func aFileThatCannotBeReadIsADiagnostic() {
        let (_, diagnostics) = ScenarioLibrary.load(paths: ["/nowhere/x.yaml"], grammar: Self.grammar)
        #expect(
            diagnostics.map(\.description) == ["/nowhere/x.yaml:1:1: error: cannot be read: No such file or directory"])
    }
}
