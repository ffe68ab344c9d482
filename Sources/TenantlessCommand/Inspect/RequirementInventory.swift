// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage

/// What proves each requirement: the scenarios that a right proxy passes, and the saboteurs that must fail them.
struct RequirementInventory: Codable {
    /// The version of these names.
    let schema: Int
    /// The requirements that the selected scenarios cover; without a selection every one, covered or not.
    let requirements: [Inventory.RequirementLine]

    init(library: ScenarioLibrary, coveredBy selected: [Scenario]?) {
        schema = 1
        let covered = selected.map { Set($0.flatMap(\.covers)) }
        requirements = library.requirements
            .filter { covered?.contains($0.id) ?? true }
            .map { Inventory.RequirementLine($0, of: library) }
    }

    /// One JSON object.
    func json() throws -> String { try Listing.json(self) }

    /// Columns under a heading, and a line of counts.
    var text: String {
        let rows = requirements.map { requirement in
            [
                requirement.id, requirement.level, requirement.scenarios.joined(separator: " "),
                requirement.saboteurs.joined(separator: " "),
            ]
        }
        let proved = requirements.count { !$0.scenarios.isEmpty && !$0.saboteurs.isEmpty }
        return Listing.section("requirements", rows)
            + "\n\(proved) of \(requirements.count) requirements have a scenario and a saboteur\n"
    }
}
