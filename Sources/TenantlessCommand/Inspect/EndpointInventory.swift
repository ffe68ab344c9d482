// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockTenant
import ScenarioLanguage

/// The endpoints of the mock tenant, and which scenarios use them.
struct EndpointInventory: Codable {
    /// An endpoint in short.
    struct Line: Codable {
        let name: String
        let methods: [String]
        let path: String
        let mark: String
        let access: String
        let tier: Int
        let scenarios: [String]
    }

    /// The version of these names.
    let schema: Int
    /// Every endpoint, in the order in which they are tried.
    let endpoints: [Line]

    init(scenarios: [Scenario]) {
        var users: [String: [String]] = [:]
        for scenario in scenarios {
            let names = Set(Self.paths(in: scenario).flatMap(MockTenant.endpoints(at:)).map(\.name))
            for name in names { users[name, default: []].append(scenario.id) }
        }
        schema = 1
        endpoints = MockTenant.endpoints.map { endpoint in
            Line(
                name: endpoint.name, methods: endpoint.methods, path: endpoint.path, mark: endpoint.mark,
                access: endpoint.access, tier: endpoint.tier.rawValue, scenarios: users[endpoint.name] ?? [])
        }
    }

    /// One JSON object.
    func json() throws -> String { try Listing.json(self) }

    /// Columns, and how many endpoints there are of each mark.
    func text() -> String {
        let rows = endpoints.map { line in
            [
                line.mark, line.methods.isEmpty ? "any" : line.methods.joined(separator: ","), line.path,
                line.scenarios.isEmpty ? "no scenario" : line.scenarios.joined(separator: " "),
            ]
        }
        let marks = Dictionary(grouping: endpoints, by: \.mark).sorted { $0.key < $1.key }
        let counts = marks.map { "\($0.value.count) \($0.key)" }.joined(separator: ", ")
        let used = endpoints.count { !$0.scenarios.isEmpty }
        return Listing.section("endpoints", rows)
            + "\n\(endpoints.count) endpoints: \(counts); \(used) with a scenario\n"
    }

    /// The words of a scenario's sentences that are paths, without their queries.
    private static func paths(in scenario: Scenario) -> [String] {
        scenario.steps.flatMap(texts).flatMap { text in
            text.split(whereSeparator: \.isWhitespace).filter { $0.hasPrefix("/") }.map { word in
                String(word.prefix { $0 != "?" })
            }
        }
    }

    private static func texts(of step: Step) -> [String] {
        if case .together(_, _, let steps) = step.body { return steps.flatMap(texts) }
        return step.object.scalars.map(\.text)
    }
}
