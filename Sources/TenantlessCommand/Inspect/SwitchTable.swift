// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import MockTenant

/// Every switch of the mock tenant, for people and for programs.
struct SwitchTable: Codable {
    /// One switch.
    struct Line: Codable {
        /// As in `U17`; nil where nothing is unknown and only a measure is set.
        let unknown: String?
        let name: String
        let values: String
        /// What the contract takes for the likeliest.
        let standard: String
        /// What stages begin with.
        let stage: String
        let summary: String

        init(_ entry: TenantSwitch) {
            unknown = entry.unknown.map { "U\($0)" }
            name = entry.name
            values = entry.values
            standard = entry.standard
            stage = entry.value(in: .awkward)
            summary = entry.summary
        }
    }

    /// The version of these names.
    let schema: Int
    /// Ordered by the number of the unknown, those without one at the end.
    let switches: [Line]

    init() {
        schema = 1
        let ordered = TenantSwitches.list.enumerated().sorted {
            ($0.element.unknown ?? .max, $0.offset) < ($1.element.unknown ?? .max, $1.offset)
        }
        switches = ordered.map { Line($0.element) }
    }

    /// One JSON object.
    func json() throws -> String { try Listing.json(self) }

    /// Columns: number, name, default, values, and what it does; a second default is that of stages.
    var text: String {
        let rows = switches.map { line in
            let standard = line.standard.isEmpty ? "(empty)" : line.standard
            return [
                line.unknown ?? "", line.name,
                line.stage == line.standard ? standard : "\(standard), on stages \(line.stage)", line.values,
                line.summary,
            ]
        }
        return Listing.section("switches of the mock tenant", rows) + "\n\(switches.count) switches\n"
    }
}
