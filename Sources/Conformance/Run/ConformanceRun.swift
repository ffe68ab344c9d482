// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
public import ScenarioRunner

/// Plays the scenarios of a plan, several at a time, each after those that it needs.
public struct ConformanceRun: Sendable {
    /// What is played.
    public let plan: RunPlan
    /// The optional features of the target; a scenario that needs another one is skipped.
    public let features: Set<String>
    /// What the target is known to fail.
    public let knownFailing: KnownFailing
    /// How many scenarios are played at a time, at least 1.
    public let jobs: Int
    /// Whether a scenario is kept from being played by the failure of one that it needs.
    public let failuresBlock: Bool

    /// Makes a run.
    public init(
        plan: RunPlan, features: Set<String> = [], knownFailing: KnownFailing = .none, jobs: Int = 1,
        failuresBlock: Bool = true
    ) {
        self.plan = plan
        self.features = features
        self.knownFailing = knownFailing
        self.jobs = max(1, jobs)
        self.failuresBlock = failuresBlock
    }

    /// The results in the order of the plan.
    public func results(
        observer: any RunObserver = SilentObserver(), play: @escaping ScenarioPlay
    ) async -> [ScenarioResult] {
        var board = RunBoard(plan: plan, features: features, failuresBlock: failuresBlock)
        var results: [String: ScenarioResult] = [:]
        await withTaskGroup(of: ScenarioResult.self) { group in
            var running = 0
            while true {
                switch running < jobs ? board.next() : .wait {
                case .play(let scenario):
                    running += 1
                    await observer.began(scenario.id)
                    group.addTask { await play(scenario) }
                case .settle(let result):
                    results[result.scenario.id] = result
                    await observer.ended(result)
                case .wait:
                    guard let played = await group.next() else { return }
                    running -= 1
                    let result = played.with(weighed(played))
                    board.finish(result)
                    results[result.scenario.id] = result
                    await observer.ended(result)
                case .done:
                    return
                }
            }
        }
        return plan.scenarios.compactMap { results[$0.id] }
    }

    /// The verdict after the scenario's kind and the known-failing list are taken into account.
    private func weighed(_ result: ScenarioResult) -> Verdict {
        let entry = knownFailing[result.scenario.id]
        switch (result.verdict, entry) {
        case (.passed, .some): return .stale
        case (.failed, .some(let entry)), (.setupFailed, .some(let entry)): return .knownFailing(reason: entry.reason)
        case (.failed(let failure), nil) where result.scenario.kind != .required: return .warned(failure)
        default: return result.verdict
        }
    }
}
