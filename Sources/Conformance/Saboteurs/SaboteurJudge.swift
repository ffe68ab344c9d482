// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import ScenarioLanguage
public import ScenarioRunner

/// Lets saboteurs loose on the scenarios that should notice them, and judges the suite by what it sees.
///
/// The positive control comes first: only scenarios that passed on the correct proxy in the same run are put to a
/// sabotaged one, so a kill is never the fault of the scenario. A kill counts only if a claim failed; a stage or a
/// sign-in that did not come about proves nothing.
public struct SaboteurJudge: Sendable {
    private let library: [Scenario]
    private let passed: Set<String>

    /// Makes a judge.
    ///
    /// - Parameters:
    ///   - library: every scenario that exists.
    ///   - control: how they ended on the correct proxy in this run.
    public init(library: [Scenario], control: [ScenarioResult]) {
        self.library = library
        passed = Set(
            control.compactMap { result in
                if case .passed = result.verdict { result.scenario.id } else { nil }
            })
    }

    /// The scenarios that the positive control of these saboteurs must play, before what those need is added.
    public static func control(for breaks: [String], in library: [Scenario]) -> [Scenario] {
        library.filter { scenario in scenario.covers.contains { breaks.contains($0) } }
    }

    /// Judges several saboteurs, `jobs` at a time; the judgements are in the order of the cases.
    public func judge(
        _ cases: [SaboteurCase], jobs: Int, observer: any RunObserver = SilentObserver()
    ) async -> [SaboteurJudgement] {
        await withTaskGroup(of: (Int, SaboteurJudgement).self) { group in
            var judgements: [Int: SaboteurJudgement] = [:]
            var waiting = Array(cases.enumerated()).makeIterator()
            for _ in 0..<max(1, jobs) {
                guard let (index, saboteur) = waiting.next() else { break }
                group.addTask { (index, await judge(saboteur)) }
            }
            while let (index, judgement) = await group.next() {
                judgements[index] = judgement
                await observer.judged(judgement)
                guard let (index, saboteur) = waiting.next() else { continue }
                group.addTask { (index, await judge(saboteur)) }
            }
            return cases.indices.compactMap { judgements[$0] }
        }
    }

    /// Judges one saboteur.
    ///
    /// The scenarios that cover what it breaks are played first, without those they need: these have just passed on
    /// the correct proxy. Only a saboteur that is not killed by its own is put to the needed ones as well, to tell one
    /// that survives from one that breaks something else.
    public func judge(_ saboteur: SaboteurCase) async -> SaboteurJudgement {
        let covering = Self.control(for: saboteur.breaks, in: library)
        let own = covering.filter { passed.contains($0.id) }
        guard !own.isEmpty else { return void(saboteur, covering: covering) }
        var results = await play(own, with: saboteur)
        if Kill.own(results, breaks: saboteur.breaks).isEmpty {
            let needed = RunPlan(selected: own, library: library).scenarios
                .filter { scenario in passed.contains(scenario.id) && !own.contains { $0.id == scenario.id } }
            results += await play(needed, with: saboteur)
        }
        return judgement(on: saboteur, results: results)
    }

    private func play(_ scenarios: [Scenario], with saboteur: SaboteurCase) async -> [ScenarioResult] {
        var results: [ScenarioResult] = []
        for scenario in scenarios { results.append(await saboteur.play(scenario)) }
        return results
    }

    private func void(_ saboteur: SaboteurCase, covering: [Scenario]) -> SaboteurJudgement {
        let broken = saboteur.breaks.joined(separator: ", ")
        let reason =
            covering.isEmpty
            ? "no scenario covers \(broken)"
            : "no scenario that covers \(broken) passed on the correct proxy in this run"
        return saboteur.judged(.void, by: covering.map(\.id), reason: reason)
    }

    private func judgement(on saboteur: SaboteurCase, results: [ScenarioResult]) -> SaboteurJudgement {
        let own = Kill.own(results, breaks: saboteur.breaks)
        if let first = own.first {
            let killed = saboteur.breaks.filter { id in own.contains { $0.requirements.contains(id) } }
            return saboteur.judged(
                .killedByOwn, by: own.map(\.scenario), killed: killed, reason: first.sentence, results: results)
        }
        if let other = Kill.any(results).first {
            return saboteur.judged(
                .killedByOther, by: Kill.any(results).map(\.scenario), reason: other.sentence, results: results)
        }
        let unanswered = results.filter { result in
            if case .passed = result.verdict { false } else { true }
        }
        if let first = unanswered.first {
            let reason = "\(first.scenario.id) ended \(first.verdict.word): \(first.verdict.reason ?? "")"
            return saboteur.judged(
                .inconclusive, by: unanswered.map(\.scenario.id), reason: reason, results: results)
        }
        return saboteur.judged(
            .survived, by: results.map(\.scenario.id), reason: "every scenario passed", results: results)
    }
}

extension SaboteurCase {
    fileprivate func judged(
        _ verdict: SaboteurJudgement.Verdict, by scenarios: [String], killed: [String] = [], reason: String,
        results: [ScenarioResult] = []
    ) -> SaboteurJudgement {
        SaboteurJudgement(
            name: name, breaks: breaks, summary: summary, verdict: verdict, by: scenarios,
            killedRequirements: killed, reason: reason, results: results)
    }
}
