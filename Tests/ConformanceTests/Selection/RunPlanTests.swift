// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import Testing

@testable import Conformance

@Suite struct RunPlanTests {
    @Test func whatIsNeededComesFirstAndOnce() {
        let library = [
            scenario("c", needs: ["b", "a"]), scenario("b", needs: ["a"]), scenario("a"), scenario("unrelated"),
        ]
        #expect(RunPlan(selected: [library[0], library[1]], library: library).scenarios.map(\.id) == ["a", "b", "c"])
    }

    @Test func otherwiseTheOrderOfTheSelectionStays() {
        let library = [scenario("b"), scenario("a"), scenario("c")]
        #expect(RunPlan(selected: library, library: library).scenarios.map(\.id) == ["b", "a", "c"])
    }

    @Test func aCycleEnds() {
        let library = [scenario("a", needs: ["b"]), scenario("b", needs: ["a"])]
        #expect(RunPlan(selected: library, library: library).scenarios.map(\.id) == ["b", "a"])
    }
}
