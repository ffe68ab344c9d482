// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import ScenarioLanguage
internal import Wire

/// Plays one scenario on one stage and judges it.
///
///     bystander signs in ─▶ steps ─▶ faults removed ─▶ bystander asks ─▶ taint oracle ─▶ verdict
public struct ScenarioPlayer: Sendable {
    /// How long a scenario may take before it is given up: the longest wait half a minute, and there is room.
    public static let longest = Duration.seconds(180)

    private let requirements: [String: Requirement]
    private let limit: Duration
    private let listener: PlayListener?

    /// Makes a player that knows the requirements its failures can quote, and tells the listener how it goes on.
    public init(requirements: [Requirement] = [], limit: Duration = longest, listener: PlayListener? = nil) {
        self.limit = limit
        self.listener = listener
        self.requirements = Dictionary(requirements.map { ($0.id, $0) }) { one, _ in one }
    }

    /// Plays the scenario; the stage is not closed.
    ///
    /// - Returns: a result with `passed`, `failed`, `skipped`, `setupFailed` or `harnessFailed`.
    public func play(_ scenario: Scenario, on stage: any Stage) async -> ScenarioResult {
        let clock = ContinuousClock()
        let start = clock.now
        let missing = scenario.features.filter { !stage.facts.features.contains($0) }
        guard missing.isEmpty else { return ScenarioResult(scenario: scenario, verdict: .skipped(missing: missing)) }
        if let step = scenario.step(about: stage.facts.unseen) {
            let reason = "not observable here: \(step.sentence), at step \(step.label)"
            return ScenarioResult(scenario: scenario, verdict: .skipped(missing: [reason]))
        }
        let performance = Performance(scenario: scenario, stage: stage)
        var stop: (any Error)?
        do {
            try await performWithinLimit(performance)
        } catch {
            stop = error
        }
        let inquest = await Inquest(performance, requirements: requirements)
        let verdict = inquest.verdict(stop)
        if stop == nil { await listener?(scenario, .checked(.taint, holds: inquest.tainted.isEmpty)) }
        let seconds = (clock.now - start) / .seconds(1)
        return ScenarioResult(
            scenario: scenario, verdict: verdict, seconds: seconds, tainted: inquest.tainted,
            steps: performance.steps, transcript: { inquest.transcript },
            sequence: { [stop] in inquest.sequence(stop, isWhole: $0) })
    }

    /// A scenario that hangs is the harness's fault, and no reason for the others to wait for ever.
    private func performWithinLimit(_ performance: Performance) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await perform(performance) }
            group.addTask { [limit] in
                try await ContinuousClock().sleep(for: limit)
                throw StageProblem(.harness, "the scenario was not over within \(limit)")
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func perform(_ performance: Performance) async throws {
        let stage = performance.stage
        let isUnwanted = performance.scenario.setting("bystander")?.scalarText == "false"
        let hasBystander = stage.facts.hasBystander && !isUnwanted
        let bystander = Bystander(performance: performance)
        performance.proxyIdentity = await stage.proxy.identity()
        if hasBystander { try await bystander.arrive() }
        for user in performance.scenario.users {
            for name in performance.browserNames(of: user) { try await stage.browser(name).prepare(user: user) }
        }
        performance.begin()
        try await StepPlayer(performance: performance, listener: listener).play(performance.scenario.steps)
        try await stage.restoreAll()
        if hasBystander { try await check(bystander, performance.scenario) }
    }

    private func check(_ bystander: Bystander, _ scenario: Scenario) async throws {
        do {
            try await bystander.check()
        } catch {
            await listener?(scenario, .checked(.bystander, holds: false))
            throw error
        }
        await listener?(scenario, .checked(.bystander, holds: true))
    }
}

extension Scenario {
    /// The first step about one of these subjects, inside groups too.
    fileprivate func step(about kinds: Set<SubjectKind>) -> Step? {
        func first(_ steps: [Step]) -> Step? {
            for step in steps {
                if case .together(_, _, let inner) = step.body {
                    if let found = first(inner) { return found }
                } else if kinds.contains(step.subject.kind) {
                    return step
                }
            }
            return nil
        }
        return first(steps)
    }
}

extension Stage {
    /// Removes every script and fault: sessions and keys stay.
    func restoreAll() async throws {
        try await link.heal(nil)
        try await store.heal()
        try await tenant.restore()
        try await identityProvider.restore()
    }
}

extension Performance {
    /// The browsers of a user that appear in the steps: `ana` and, where used, `ana/2`.
    func browserNames(of user: UserDeclaration) -> [String] {
        var names = [user.name]
        func collect(_ steps: [Step]) {
            for step in steps {
                if case .together(_, _, let inner) = step.body { collect(inner) }
                guard case .user(let name) = step.subject, name.hasPrefix(user.name + "/") else { continue }
                if !names.contains(name) { names.append(name) }
            }
        }
        collect(scenario.steps)
        return names
    }
}
