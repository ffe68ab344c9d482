// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Saboteurs
import ScenarioLanguage
import ScenarioRunner
import Testbed
import Testing

/// Requirements, scenarios and saboteurs hang together: none of them stands for itself. Whether each saboteur dies, and
/// each scenario fails on one, is found out by `ci/verify`.
@Suite struct ProofTests {
    private let library: ScenarioLibrary
    private let broken = Set(SaboteurList.all.flatMap { $0.breaks })

    init() throws {
        let (library, diagnostics) = ScenarioLibrary.load(
            paths: [TestbedResources.scenarios], grammar: Vocabulary.grammar)
        try #require(diagnostics.map(\.description) == [])
        self.library = library
    }

    @Test func everyRequirementHasAScenario() {
        let covered = Set(library.scenarios.flatMap(\.covers))
        #expect(library.requirements.map(\.id).filter { !covered.contains($0) } == [])
    }

    @Test func everyRequirementHasASaboteur() {
        #expect(library.requirements.map(\.id).filter { !broken.contains($0) } == [])
    }

    @Test func everyScenarioCoversARequirement() {
        #expect(library.scenarios.filter(\.covers.isEmpty).map(\.id) == [])
    }

    @Test func everySaboteurBreaksWhatTheCatalogueKnows() {
        let known = Set(library.requirements.map(\.id))
        for saboteur in SaboteurList.all {
            #expect(!saboteur.breaks.isEmpty, "\(saboteur.name) breaks nothing")
            #expect(known.isSuperset(of: saboteur.breaks), "\(saboteur.name) breaks what is no requirement")
        }
    }

    @Test func everySaboteurIsReachedByAScenarioThatTheBuiltInProxyCanPlay() throws {
        let path = TestbedResources.fixtures + "/Targets/built-in.yaml"
        let offers = try TargetParser.parse(try SourceText.read(path).text, file: path).offers
        let covered = Set(library.scenarios.filter { offers.isSuperset(of: $0.features) }.flatMap(\.covers))
        #expect(SaboteurList.all.filter { covered.isDisjoint(with: $0.breaks) }.map { $0.name } == [])
    }
}
