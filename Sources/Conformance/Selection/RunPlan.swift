// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import ScenarioLanguage

/// The scenarios of a run in an order in which each stands after those that it needs.
public struct RunPlan: Sendable {
    /// The scenarios: those selected and, before them, those that they need.
    public let scenarios: [Scenario]

    /// Plans the selected scenarios; what they need comes from the library, whether it was selected or not.
    public init(selected: [Scenario], library: [Scenario]) {
        var builder = PlanBuilder(library: library)
        for scenario in selected { builder.add(scenario) }
        scenarios = builder.ordered
    }
}

/// Orders scenarios by what they need, depth first.
private struct PlanBuilder {
    private let byID: [String: Scenario]
    private var seen: Set<String> = []
    private(set) var ordered: [Scenario] = []

    init(library: [Scenario]) {
        byID = Dictionary(library.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func add(_ scenario: Scenario) {
        // Marked before its needs are visited, so that a cycle, which the language refuses, would still end.
        guard seen.insert(scenario.id).inserted else { return }
        for id in scenario.needs {
            if let needed = byID[id] { add(needed) }
        }
        ordered.append(scenario)
    }
}
