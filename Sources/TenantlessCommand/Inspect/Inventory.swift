// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage

/// What exists in a suite, for people and for programs.
struct Inventory: Codable {
    /// A scenario in short.
    struct ScenarioLine: Codable {
        let id: String
        let title: String
        let kind: String
        let covers: [String]
        let needs: [String]
        let features: [String]

        init(_ scenario: Scenario) {
            id = scenario.id
            title = scenario.title
            kind = scenario.kind.rawValue
            covers = scenario.covers
            needs = scenario.needs
            features = scenario.features
        }
    }

    /// A requirement in short.
    struct RequirementLine: Codable {
        let id: String
        let level: String
        let statement: String
        let scenarios: [String]
        let saboteurs: [String]

        init(_ requirement: Requirement, of library: ScenarioLibrary) {
            id = requirement.id
            level = requirement.level.rawValue
            statement = requirement.statement
            scenarios = library.scenarios.filter { $0.covers.contains(requirement.id) }.map(\.id)
            saboteurs = SaboteurEntry.all.filter { $0.breaks.contains(requirement.id) }.map(\.name)
        }
    }

    /// A saboteur in short.
    struct SaboteurLine: Codable {
        let name: String
        let breaks: [String]
        let summary: String
    }

    /// A verb in short.
    struct VerbLine: Codable {
        let name: String
        let subjects: [String]
        let asserts: Bool
        let summary: String
    }

    /// The version of these names.
    let schema: Int
    /// The scenarios that were selected.
    var scenarios: [ScenarioLine]
    /// Every requirement.
    let requirements: [RequirementLine]
    /// Every saboteur.
    let saboteurs: [SaboteurLine]
    /// Every verb.
    let verbs: [VerbLine]

    init(library: ScenarioLibrary) {
        schema = 1
        scenarios = library.scenarios.map(ScenarioLine.init)
        requirements = library.requirements.map { RequirementLine($0, of: library) }
        saboteurs = SaboteurEntry.all.map { SaboteurLine(name: $0.name, breaks: $0.breaks, summary: $0.summary) }
        verbs = Suite.grammar.verbs.map { verb in
            VerbLine(
                name: verb.name, subjects: verb.subjects.map(\.rawValue), asserts: verb.isAssertion,
                summary: verb.summary)
        }
    }

    /// One JSON object.
    func json() throws -> String {
        try Listing.json(self)
    }

    /// Columns under headings; only the scenarios unless the whole is asked for.
    func text(isWhole: Bool) -> String {
        var text = Listing.section(
            "scenarios", scenarios.map { [$0.id, $0.kind, $0.covers.joined(separator: " "), $0.title] })
        guard isWhole else { return text }
        text +=
            "\n"
            + Listing.section(
                "requirements", requirements.map { [$0.id, $0.level, "\($0.scenarios.count)", $0.statement] })
        text +=
            "\n"
            + Listing.section("saboteurs", saboteurs.map { [$0.name, $0.breaks.joined(separator: " "), $0.summary] })
        text +=
            "\n" + Listing.section("verbs", verbs.map { [$0.name, $0.subjects.joined(separator: " "), $0.summary] })
        let tested = requirements.count { !$0.scenarios.isEmpty }
        return text + "\n\(scenarios.count) scenarios, \(tested) of \(requirements.count) requirements with one, "
            + "\(saboteurs.count) saboteurs, \(verbs.count) verbs\n"
    }
}
