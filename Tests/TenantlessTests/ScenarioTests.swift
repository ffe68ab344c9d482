// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioRunner
import Tenantless
import Testing

/// Each scenario file of the repository is a test of this name.
@Suite struct ScenarioTests {
    private static let suite = Result { try ScenarioSuite() }

    @Test("The built-in proxy plays as the scenario says", arguments: try ScenarioCase.selected())
    func holds(_ played: ScenarioCase) async throws {
        let suite = try Self.suite.get()
        let result = await suite.play(played.scenario)
        switch result.verdict {
        case .passed: break
        case .skipped(let missing): try Test.cancel("not offered: \(missing.joined(separator: ", "))")
        case .warned: Issue.record("\(suite.explanation(of: result))", severity: .warning)
        default: Issue.record("\(suite.explanation(of: result))")
        }
    }
}
