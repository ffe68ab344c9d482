// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import ScenarioLanguage
import Testing

@testable import ScenarioRunner

@Suite struct VocabularyTests {
    @Test func noSubjectHasTwoVerbsOfOneName() {
        var seen: Set<String> = []
        for verb in Vocabulary.verbs {
            for subject in verb.subjects { #expect(seen.insert("\(subject) \(verb.name)").inserted) }
        }
    }

    @Test(arguments: ["Verbs": Vocabulary.acts, "Claims": Vocabulary.claims])
    func listAndFolderAgree(_ folder: String, _ verbs: [any Verb.Type]) throws {
        let path = RepositoryFiles.root.appending(path: "Sources/ScenarioRunner/\(folder)").path
        let files = try FileManager.default.contentsOfDirectory(atPath: path).map { $0.replacing(".swift", with: "") }
        #expect(Set(files) == Set(verbs.map { String(describing: $0) }))
    }

    @Test(arguments: Vocabulary.verbs.map { $0.signature.example })
    func theExampleOfEachVerbIsValid(_ example: String) {
        let text = "scenario: Example\nid: some/example\nusers: { ana: {}, ben: {}, eve: {} }\nsteps:\n  \(example)\n"
        let (library, diagnostics) = ScenarioLibrary.load(
            [SourceText(path: "example.yaml", text: text)], grammar: Vocabulary.grammar)
        #expect(diagnostics.map(\.description) == [])
        #expect(library.scenarios.first?.steps.count == 1)
    }

    @Test func claimsStandInThePastTense() {
        #expect(Vocabulary.acts.allSatisfy { !$0.isAssertion })
        #expect(Vocabulary.claims.allSatisfy { $0.isAssertion })
    }

    @Test func everyScenarioFileIsValid() {
        let folder = RepositoryFiles.root.appending(path: "Scenarios").path
        let (_, diagnostics) = ScenarioLibrary.load(paths: [folder], grammar: Vocabulary.grammar)
        #expect(diagnostics.map(\.description) == [])
    }

    @Test func theCatalogueHasAHundredRequirements() {
        let folder = RepositoryFiles.root.appending(path: "Scenarios").path
        let (library, _) = ScenarioLibrary.load(paths: [folder], grammar: Vocabulary.grammar)
        #expect(library.requirements.count == 100)
        #expect(library.requirements.count { $0.level == .must } == 83)
        #expect(Set(library.requirements.map(\.id)).count == 100)
    }
}
