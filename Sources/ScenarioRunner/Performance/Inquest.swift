// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Makes a verdict and its evidence of how a performance ended; all secrets are masked.
struct Inquest {
    /// The exchanges shown with a failure: enough to see what led there, few enough to read.
    static let longestEvidence = 12

    /// Secrets out of place, one sentence each.
    let tainted: [String]

    private let scenario: Scenario
    /// What witnesses no longer keep, a sentence; nil where they keep all.
    private let loss: String?
    /// How the proxy died, nil if it lives.
    private let death: String?
    private let norms: [Failure.Norm]
    private let exchanges: [WitnessedExchange]
    /// The exchanges of the steps, without the bystander's.
    let own: [WitnessedExchange]
    let facts: StageFacts
    let moments: [StepMoment]
    let masking: Masking
    let findings: [TaintOracle.Finding]

    init(_ performance: Performance, requirements: [String: Requirement]) async {
        let stage = performance.stage
        let scenario = performance.scenario
        let sides = [Side.browser, .tenant, .identityProvider]
        let exchanges = sides.flatMap { stage.witness($0).exchanges }
        let canaries = await CanaryHarvest.all(stage, exchanges)
        let search = CanarySearch(canaries)
        let oracle = TaintOracle(search, facts: stage.facts) { actor, user in performance.isActor(actor, user) }
        var findings = oracle.browser(stage.witness(.browser).exchanges)
        findings += oracle.upstream(stage.witness(.tenant).exchanges)
        findings += oracle.upstream(stage.witness(.identityProvider).exchanges)
        findings += oracle.log(await stage.log.lines())
        // A store that cannot be read has no secrets to show; what it does to requests is judged by the steps.
        do { findings += oracle.store(try await stage.store.dump()) } catch {}
        self.scenario = scenario
        death = await performance.death()
        loss = Self.loss(sides.map { stage.witness($0) })
        self.exchanges = exchanges.sorted { $0.startedAt < $1.startedAt }
        own = sides.flatMap { performance.exchanges($0) }
        facts = stage.facts
        moments = performance.moments
        masking = Masking(search)
        self.findings = findings
        norms = scenario.covers.compactMap { requirements[$0] }.map {
            Failure.Norm(id: $0.id, sentence: $0.statement, source: $0.source)
        }
        tainted = findings.map { "\($0.side.rawValue): \($0.text)" }
    }

    /// Every exchange in order of time.
    var transcript: [WitnessedExchange] { exchanges.map { masking.exchange($0) } }

    /// The verdict for what stopped the performance, nil if nothing did.
    ///
    /// What was not kept can be neither praised nor blamed, so a loss makes every verdict the harness's own failure.
    func verdict(_ stop: (any Error)?) -> Verdict {
        if let loss { return .harnessFailed(loss) }
        switch stop {
        case let stop as StepPlayer.Stop: return verdict(stop.cause, step: stop.step, actor: stop.actor)
        case let failure as StepFailure: return .failed(self.failure(failure, step: nil, check: .bystander))
        case let problem as StageProblem: return verdict(problem, step: nil, actor: "")
        case .some(let error): return .harnessFailed(masking.text(String(describing: error)))
        case nil: return findings.isEmpty ? .passed : .failed(taint)
        }
    }

    private static func loss(_ witnesses: [Witness]) -> String? {
        let parts = witnesses.filter(\.loss.isLoss).map { witness in
            "the \(witness.side.rawValue) witness dropped \(witness.loss.exchanges) exchanges, \(witness.loss.bytes) bytes"
        }
        return parts.isEmpty ? nil : parts.joined(separator: "; ") + ", so nothing can be said of what passed"
    }

    private func verdict(_ cause: any Error, step: Step?, actor: String) -> Verdict {
        switch cause {
        case let failure as StepFailure:
            let evidence = self.failure(failure, step: step, actor: actor, check: .step)
            return failure.isSetup ? .setupFailed(evidence) : .failed(evidence)
        case let problem as StageProblem where problem.code == .unsupported:
            return .skipped(missing: [problem.reason])
        case let problem as StageProblem where problem.code == .setup:
            let failure = StepFailure(expected: "a stage ready for the step", seen: problem.reason, side: .browser)
            return .setupFailed(self.failure(failure, step: step, actor: actor, check: .step))
        case let diagnostic as Diagnostic:
            return .harnessFailed(String(describing: diagnostic))
        default:
            let label = step.map { "step \($0.label) (\($0.sentence)): " } ?? ""
            return .harnessFailed(masking.text(label + String(describing: cause)))
        }
    }

    private func failure(_ failure: StepFailure, step: Step?, actor: String = "", check: Failure.Check) -> Failure {
        let expected = failure.mismatches.map { masking.text($0.expected) }
        // Several expectations may be let down by one thing.
        var seen: [Failure.Sight] = []
        for mismatch in failure.mismatches {
            let sight = Failure.Sight(side: failure.side, text: masking.text(mismatch.seen))
            if !seen.contains(sight) { seen.append(sight) }
        }
        if let death { seen.append(.init(side: .log, text: masking.text("the proxy died: \(death)"))) }
        let sentence = step.map { $0.sentence } ?? "bystander"
        let first = failure.mismatches.first
        let died = death.map { "; the proxy died: \($0)" } ?? ""
        let summary = (first.map { "expected \($0.expected), saw \($0.seen)" } ?? "failed") + died
        return Failure(
            check: check, summary: masking.text("\(sentence): \(summary)"), place: step?.place,
            label: step?.label ?? check.rawValue, sentence: sentence, expected: expected,
            seen: seen + findings.prefix(3).map { .init(side: $0.side, text: masking.text("a leak: \($0.text)")) },
            norms: norms, exchanges: evidence(failure.exchanges, step: step))
    }

    private var taint: Failure {
        let seen = findings.map { Failure.Sight(side: $0.side, text: masking.text($0.text)) }
        return Failure(
            check: .taint, summary: "a secret was seen where it must not be: \(seen.first?.text ?? "")",
            label: "taint", sentence: "taint oracle", expected: ["no secret out of place"], seen: seen, norms: norms,
            exchanges: findings.compactMap(\.exchange).prefix(Self.longestEvidence).map { masking.exchange($0) })
    }

    /// What the failure names itself, and what else happened during the step.
    private func evidence(_ exchanges: [WitnessedExchange], step: Step?) -> [WitnessedExchange] {
        let own = exchanges.suffix(Self.longestEvidence).map { masking.exchange($0) }
        let others = self.exchanges.filter { exchange in
            exchange.step == step?.number && !own.contains { $0.side == exchange.side && $0.id == exchange.id }
        }
        let rest = others.suffix(Self.longestEvidence - own.count).map { masking.exchange($0) }
        return (own + rest).sorted { $0.startedAt < $1.startedAt }
    }
}
