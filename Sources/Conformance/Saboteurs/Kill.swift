// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import ScenarioRunner

/// A claim that failed on a sabotaged proxy.
struct Kill: Sendable, Hashable {
    /// The scenario in which it failed.
    let scenario: String
    /// The requirements at stake there.
    let requirements: [String]
    /// Where and how.
    let sentence: String

    /// Every kill among the results; what was not set up is none.
    static func any(_ results: [ScenarioResult]) -> [Kill] {
        results.compactMap { result in
            switch result.verdict {
            case .failed(let failure), .warned(let failure):
                let norms = failure.norms.map(\.id)
                return Kill(
                    scenario: result.scenario.id, requirements: norms.isEmpty ? result.scenario.covers : norms,
                    sentence: "\(result.scenario.id), step \(failure.label): \(failure.summary)")
            default: return nil
            }
        }
    }

    /// The kills by a requirement among `breaks`, in a scenario that covers it.
    static func own(_ results: [ScenarioResult], breaks: [String]) -> [Kill] {
        let covers = Dictionary(results.map { ($0.scenario.id, $0.scenario.covers) }, uniquingKeysWith: { $1 })
        return any(results).compactMap { kill in
            let own = kill.requirements.filter { breaks.contains($0) && covers[kill.scenario]?.contains($0) == true }
            return own.isEmpty ? nil : Kill(scenario: kill.scenario, requirements: own, sentence: kill.sentence)
        }
    }
}
