// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import Testing

@testable import Conformance

@Suite struct KnownFailingTests {
    func read(_ text: String) -> (list: KnownFailing, diagnostics: [String]) {
        let (list, diagnostics) = KnownFailing.read(
            text, file: "known.yaml", scenarios: [scenario("cookies/isolation"), scenario("cookies/hidden")])
        return (list, diagnostics.map(\.description))
    }

    @Test func anEntryIsFoundByItsScenario() {
        let (list, diagnostics) = read(
            """
            - scenario: cookies/isolation
              reason: one jar for the whole process
              link: https://example.com/12
              date: 2026-11-21
            """)
        #expect(diagnostics.isEmpty)
        #expect(list["cookies/isolation"]?.reason == "one jar for the whole process")
        #expect(list["cookies/isolation"]?.link == "https://example.com/12")
        #expect(list["cookies/isolation"]?.date == "2026-11-21")
        #expect(list["cookies/hidden"] == nil)
    }

    @Test func everyMistakeIsToldWithItsPlace() {
        let (_, diagnostics) = read(
            """
            - scenario: cookies/isolatio
              reason: a
            - scenario: cookies/hidden
            - scenario: cookies/hidden
              reason: b
              since: yesterday
            - scenario: cookies/isolation
              reason: c
            - scenario: cookies/isolation
              reason: d
            """)
        #expect(
            diagnostics == [
                "known.yaml:1:13: error: unknown scenario \"cookies/isolatio\"; did you mean \"cookies/isolation\"?",
                "known.yaml:3:3: error: the key \"reason\" is missing",
                "known.yaml:6:3: error: unknown key \"since\"",
                "known.yaml:9:3: error: cookies/isolation is listed already, at line 7",
            ])
    }

    @Test func whatIsNoListIsRefused() {
        #expect(read("scenario: cookies/hidden").diagnostics == ["known.yaml:1:1: error: expected a list, found a map"])
    }
}
