// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What can only be seen with all files at hand: duplicates, unknown ids, and needs that go in circles.
struct LibraryCheck {
    let library: ScenarioLibrary
    let known: ScenarioLibrary

    var diagnostics: [Diagnostic] {
        duplicates(library.scenarios.map { ($0.id, $0.place) }, known: known.scenarios.map(\.id), "scenario")
            + duplicates(
                library.requirements.map { ($0.id, $0.place) }, known: known.requirements.map(\.id), "requirement")
            + unknownRequirements + unknownNeeds + cycles
    }

    private func duplicates(_ all: [(id: String, place: SourcePlace)], known: [String], _ what: String) -> [Diagnostic]
    {
        var first: [String: SourcePlace] = [:]
        var diagnostics: [Diagnostic] = []
        for (id, place) in all {
            if let earlier = first[id] {
                diagnostics.append(Diagnostic(place, "the \(what) id \"\(id)\" is already used at \(earlier)"))
            } else {
                first[id] = place
            }
        }
        return diagnostics
    }

    private var unknownRequirements: [Diagnostic] {
        let ids = (library.requirements + known.requirements).map(\.id)
        guard !ids.isEmpty else { return [] }
        return library.scenarios.flatMap { scenario in
            scenario.covers.filter { !ids.contains($0) }.map {
                .unknown("requirement", $0, at: scenario.coversPlace, known: ids)
            }
        }
    }

    private var unknownNeeds: [Diagnostic] {
        let ids = (library.scenarios + known.scenarios).map(\.id)
        return library.scenarios.flatMap { scenario in
            scenario.needs.filter { !ids.contains($0) }.map {
                .unknown("scenario", $0, at: scenario.needsPlace, known: ids)
            }
        }
    }

    private var cycles: [Diagnostic] {
        let needs = Dictionary(library.scenarios.map { ($0.id, $0.needs) }, uniquingKeysWith: { one, _ in one })
        return library.scenarios.compactMap { scenario in
            guard let circle = circle(from: scenario.id, needs) else { return nil }
            return Diagnostic(scenario.needsPlace, "needs go in a circle: \(circle.joined(separator: " -> "))")
        }
    }

    /// The way from `start` back to itself, nil if there is none.
    private func circle(from start: String, _ needs: [String: [String]]) -> [String]? {
        var ways = [[start]]
        var seen: Set<String> = []
        while let way = ways.popLast() {
            for next in needs[way[way.count - 1]] ?? [] {
                if next == start { return way + [start] }
                if seen.insert(next).inserted { ways.append(way + [next]) }
            }
        }
        return nil
    }
}
