// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Conformance
import ScenarioLanguage
import ScenarioRunner
import Tenantless
import Testing

@Suite struct ScenarioSuiteTests {
    @Test func theBuiltInTargetIsTheOneOfTheFixtures() throws {
        let target = try ScenarioSuite.builtIn()
        #expect(target.name == "built-in")
        #expect(target.start == .inProcess)
        #expect(target.features.isSuperset(of: ["logout", "renewal", "websocket", "store-faults"]))
    }

    @Test func patternsSelectByIDAndByRequirement() throws {
        let byID = try ScenarioSuite.scenarios(matching: ["isolation/*"])
        #expect(!byID.isEmpty && byID.allSatisfy { $0.id.hasPrefix("isolation/") })
        let byRequirement = try ScenarioSuite.scenarios(matching: ["ISOL-03"])
        #expect(byRequirement.contains { $0.covers.contains("ISOL-03") })
        #expect(try ScenarioSuite.scenarios().count > byID.count)
    }

    @Test func aPatternThatFitsNothingIsAnError() {
        #expect(throws: ConformanceError.self) { try ScenarioSuite.scenarios(matching: ["no-such-area/*"]) }
    }

    @Test func aMissingFeatureSkipsAScenario() async throws {
        let suite = try ScenarioSuite(target: Target(name: "bare", start: .inProcess))
        let result = await suite.play(Self.scenario(features: ["teleport"]))
        #expect(result.verdict.reason == "not offered: teleport")
    }

    @Test func whatATargetCannotBeAskedIsSkippedWithItsReason() async throws {
        let place = SourcePlace(file: "none.yaml", line: 1, column: 1)
        let lifetimes = try YAMLReader.read("lifetimes: { idle: 5 s }", file: "none.yaml").asMap().entries
        let far = TargetDeployment(url: "https://proxy.localhost:1")
        let suite = try ScenarioSuite(target: Target(name: "far", start: .deployment(far)))
        let result = await suite.play(
            Scenario(id: "tests/idle", title: "Nothing happens", settings: lifetimes, place: place))
        #expect(result.verdict.word == "skipped")
        #expect(suite.explanation(of: result).hasPrefix("skipped: not offered: this target is configured"))
    }

    private static func scenario(features: [String] = []) -> Scenario {
        Scenario(
            id: "tests/nothing", title: "Nothing happens", features: features,
            place: SourcePlace(file: "none.yaml", line: 1, column: 1))
    }
}
