// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import ScenarioRunner

/// Decides what a run does next: which scenario can be played, which one is settled without being played.
///
/// A state machine without tasks: it is told of results and asked for moves.
struct RunBoard {
    /// What to do next.
    enum Move {
        /// Play this scenario, and tell the board how it ended.
        case play(Scenario)
        /// This one ends without being played; the board knows already.
        case settle(ScenarioResult)
        /// Nothing can begin before something that runs has ended.
        case wait
        /// Every scenario has a result.
        case done
    }

    private enum State {
        case waiting
        case running
        case ended(Verdict)
    }

    private let scenarios: [Scenario]
    private let features: Set<String>
    private let failuresBlock: Bool
    private var states: [String: State]

    /// Makes a board for a plan on a target that offers `features`.
    init(plan: RunPlan, features: Set<String>, failuresBlock: Bool = true) {
        scenarios = plan.scenarios
        self.features = features
        self.failuresBlock = failuresBlock
        states = Dictionary(plan.scenarios.map { ($0.id, .waiting) }, uniquingKeysWith: { first, _ in first })
    }

    /// The next move; each scenario is handed out once.
    mutating func next() -> Move {
        var isRunning = false
        for scenario in scenarios {
            switch states[scenario.id] {
            case .running: isRunning = true
            case .waiting:
                if let verdict = verdictWithoutPlay(scenario) {
                    states[scenario.id] = .ended(verdict)
                    return .settle(ScenarioResult(scenario: scenario, verdict: verdict))
                }
                if needsHold(scenario) {
                    states[scenario.id] = .running
                    return .play(scenario)
                }
            case .ended, nil: continue
            }
        }
        return isRunning ? .wait : .done
    }

    /// Notes how a scenario that was played ended.
    ///
    /// - Shape: what is known to fail blocks nothing: whoever lists it wants to know the rest.
    mutating func finish(_ result: ScenarioResult) {
        states[result.scenario.id] = .ended(result.verdict)
    }

    private func verdictWithoutPlay(_ scenario: Scenario) -> Verdict? {
        let missing = scenario.features.filter { !features.contains($0) }
        if !missing.isEmpty { return .skipped(missing: missing) }
        for id in scenario.needs {
            guard case .ended(let verdict) = states[id] else { continue }
            switch verdict {
            case .passed, .stale, .knownFailing: continue
            case .skipped(let missing):
                // What could not be observed is not known to be missing.
                if !verdict.isUnobservable { return .skipped(missing: missing) }
            default: if failuresBlock { return .blocked(by: id) }
            }
        }
        return nil
    }

    private func needsHold(_ scenario: Scenario) -> Bool {
        scenario.needs.allSatisfy { id in
            switch states[id] {
            case .ended, nil: true
            case .waiting, .running: false
            }
        }
    }
}
