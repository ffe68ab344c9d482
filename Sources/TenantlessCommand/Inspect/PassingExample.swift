// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Conformance
import ScenarioLanguage
import ScenarioRunner

/// What passes between whom while a scenario is played on the proxy of this package: an example that is never out of
/// date, for it is played when it is asked for.
struct PassingExample {
    let scenario: Scenario
    let library: ScenarioLibrary

    /// The steps with their messages.
    func text() async throws -> String {
        let target = try TargetFile.load(nil)
        let suite = try Suite(target: target, library: library, seed: 1, tenant: .mock)
        let result = try await suite.play()(scenario)
        guard case .passed = result.verdict else {
            return "\(scenario.id) ended \(result.verdict.word): \(result.verdict.reason ?? "")\n"
        }
        let sequence = result.sequence(isWhole: false)
        var text = "example        \(scenario.id), as it passes on \(target.name):\n"
        for step in scenario.steps {
            text += "  \(step.label). \(step.text)\n"
            text += sequence.messages.filter { $0.step == step.number }.map(line).joined()
        }
        return text + (sequence.omitted > 0 ? "  and \(sequence.omitted) further messages\n" : "")
    }

    private func line(_ message: SequenceMessage) -> String {
        let carries = message.carries.map { "\n          \($0)" }.joined()
        return "       \(message.from) → \(message.to): \(message.title)\(carries)\n"
    }
}
