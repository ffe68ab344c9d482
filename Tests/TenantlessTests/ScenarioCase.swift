// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import ScenarioLanguage
import Tenantless
import Testing

/// A scenario file as a test case, shown by its id and its claim.
struct ScenarioCase: CustomTestStringConvertible, Sendable {
    let scenario: Scenario

    var testDescription: String { "\(scenario.id): \(scenario.title)" }

    /// The scenarios that `SCENARIOS` selects (patterns as for `tenantless verify`, separated by spaces); all without it.
    static func selected() throws -> [ScenarioCase] {
        let patterns = ProcessInfo.processInfo.environment["SCENARIOS"] ?? ""
        return try ScenarioSuite.scenarios(matching: patterns.split(separator: " ").map(String.init))
            .map { ScenarioCase(scenario: $0) }
    }
}
