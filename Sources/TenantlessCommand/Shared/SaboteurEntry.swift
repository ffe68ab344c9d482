// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Conformance
import Saboteurs
import ScenarioLanguage
import Testbed

/// A saboteur of the package by its name.
struct SaboteurEntry {
    let type: any Saboteur.Type

    var name: String { type.name }
    var breaks: [String] { type.breaks }
    var summary: String { type.summary }

    /// Every saboteur that exists.
    static let all = SaboteurList.all.map { SaboteurEntry(type: $0) }

    /// The saboteurs of these names, or all of them.
    ///
    /// - Throws: `ConformanceError` with `.unknownSaboteur`.
    static func named(_ names: [String], all: Bool) throws(ConformanceError) -> [SaboteurEntry] {
        if all { return Self.all }
        var entries: [SaboteurEntry] = []
        for name in names {
            guard let entry = Self.all.first(where: { $0.name == name }) else {
                let nearest = Suggestion.nearest(to: name, among: Self.all.map(\.name))
                let hint = nearest.map { "; did you mean \"\($0)\"?" } ?? ""
                throw ConformanceError(.unknownSaboteur, "there is no saboteur \"\(name)\"\(hint)")
            }
            entries.append(entry)
        }
        return entries
    }

    /// The saboteur as the judge sees it.
    func asCase(playing suite: Suite) throws -> SaboteurCase {
        try SaboteurCase(name: name, breaks: breaks, summary: summary, play: suite.play(sabotagedBy: type))
    }
}
