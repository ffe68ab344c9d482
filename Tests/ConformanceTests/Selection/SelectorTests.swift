// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import Testing

@testable import Conformance

@Suite struct SelectorTests {
    let library = [
        scenario("sign-in/opens", covers: ["LOGIN-09"]), scenario("cookies/isolation", covers: ["ISOL-03", "CONC-01"]),
        scenario("cookies/hidden", covers: ["ISOL-01"]),
    ]

    func selected(_ patterns: String...) throws -> [String] {
        try Selector.select(patterns.map(Selector.init), from: library).map(\.id)
    }

    @Test func noSelectorSelectsAll() throws {
        #expect(try selected() == ["sign-in/opens", "cookies/isolation", "cookies/hidden"])
    }

    @Test func anAreaIsSelectedByItsPattern() throws {
        #expect(try selected("cookies/*") == ["cookies/isolation", "cookies/hidden"])
    }

    @Test func aRequirementSelectsWhatCoversIt() throws {
        #expect(try selected("CONC-01") == ["cookies/isolation"])
        #expect(try selected("ISOL-*") == ["cookies/isolation", "cookies/hidden"])
    }

    @Test func severalSelectorsAddUpInTheOrderOfTheLibrary() throws {
        #expect(try selected("ISOL-01", "sign-in/opens") == ["sign-in/opens", "cookies/hidden"])
    }

    @Test func aSelectorThatFitsNothingIsRefusedWithTheNearestName() {
        #expect(
            throws: ConformanceError(
                .unknownSelector, "no scenario fits \"cookies/isolatoin\"; did you mean \"cookies/isolation\"?")
        ) { try selected("cookies/isolatoin") }
    }
}
