// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import Testing

@testable import ScenarioRunner

/// Plays steps written as in a scenario file on a toy world.
func play(
    _ steps: String, users: String = "{ ana: {}, ben: {} }", covers: String = "[]", on world: FakeWorld = FakeWorld(),
    limit: Duration = ScenarioPlayer.longest
) async throws -> ScenarioResult {
    let scenario = try toy(steps, users: users, covers: covers)
    let norm = Requirement(
        id: "ISOL-03", level: .must, group: "g", statement: "Each to their own.", source: "us", stimulus: "",
        observe: "", mutant: "", place: scenario.place)
    return await ScenarioPlayer(requirements: [norm], limit: limit).play(scenario, on: world)
}

/// A scenario of steps written as in a scenario file.
func toy(_ steps: String, users: String = "{ ana: {}, ben: {} }", covers: String = "[]") throws -> Scenario {
    let text = "scenario: Toy\nid: toy/scenario\ncovers: \(covers)\nusers: \(users)\nsteps:\n\(steps)\n"
    let (library, diagnostics) = ScenarioLibrary.load(
        [SourceText(path: "toy.yaml", text: text)], grammar: Vocabulary.grammar)
    try #require(diagnostics.map(\.description) == [])
    return try #require(library.scenarios.first)
}
