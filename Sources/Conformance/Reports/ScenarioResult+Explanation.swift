// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
public import ScenarioRunner

extension ScenarioResult {
    /// Why it ended as it did, as the terminal shows it: requirement, step, what was expected and seen, the exchanges.
    ///
    /// - Parameter again: writes the command that plays the scenario once more.
    /// - Returns: several lines for a failure, otherwise the verdict's word and its reason.
    public func explanation(again: RerunCommand) -> String {
        guard let failure = verdict.failure else {
            return [verdict.word, verdict.reason].compactMap { $0 }.joined(separator: ": ")
        }
        return FailureText(style: .plain).text(self, failure, again: again.line(for: scenario.id))
    }
}
