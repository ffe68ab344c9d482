// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import ScenarioRunner

/// Is told how a run goes on, in the order in which things happen.
public protocol RunObserver: Sendable {
    /// A scenario begins to be played.
    func began(_ id: String) async
    /// A scenario has its verdict.
    func ended(_ result: ScenarioResult) async
    /// A saboteur has its verdict.
    func judged(_ judgement: SaboteurJudgement) async
}

/// Observes nothing.
public struct SilentObserver: RunObserver {
    /// Makes an observer.
    public init() {}
    /// Ignores it.
    public func began(_ id: String) {}
    /// Ignores it.
    public func ended(_ result: ScenarioResult) {}
    /// Ignores it.
    public func judged(_ judgement: SaboteurJudgement) {}
}
