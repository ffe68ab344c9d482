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

/// Tells several observers, one after the other.
public struct ObserverChain: RunObserver {
    private let observers: [any RunObserver]

    /// Makes a chain.
    public init(_ observers: [any RunObserver]) {
        self.observers = observers
    }

    /// Tells all.
    public func began(_ id: String) async {
        for observer in observers { await observer.began(id) }
    }

    /// Tells all.
    public func ended(_ result: ScenarioResult) async {
        for observer in observers { await observer.ended(result) }
    }

    /// Tells all.
    public func judged(_ judgement: SaboteurJudgement) async {
        for observer in observers { await observer.judged(judgement) }
    }
}
