// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import ScenarioRunner
import Synchronization

@testable import Conformance

/// A run in which every kind of verdict occurs, for golden outputs.
enum ReportSample {
    static let results: [ScenarioResult] = [
        result(scenario("a/good", covers: ["ISOL-01"]), .passed),
        result(
            scenario("a/one", covers: ["ISOL-03"], why: "ben would see\nwhat only ana may see"),
            .failed(failure("ISOL-03"))),
        result(scenario("a/blocked", covers: ["ISOL-04"], needs: ["a/one"]), .blocked(by: "a/one")),
        result(scenario("b/soft", covers: ["WS-01"], kind: .recommended), .warned(failure("WS-01"))),
        result(scenario("b/not-offered", features: ["pages"]), .skipped(missing: ["pages"])),
        result(scenario("b/known"), .knownFailing(reason: "issue <12>")),
        result(scenario("c/stale"), .stale),
        result(scenario("c/broken"), .harnessFailed("the double fell over")),
    ]

    static let catalogue =
        ["ISOL-01", "ISOL-03", "ISOL-04"].map { requirement($0) }
        + [requirement("WS-01", level: .should), requirement("WS-02")]

    static func result(_ scenario: Scenario, _ verdict: Verdict) -> ScenarioResult {
        ScenarioResult(scenario: scenario, verdict: verdict, seconds: 0.25)
    }

    static func judgement(_ name: String, _ verdict: SaboteurJudgement.Verdict, _ reason: String) -> SaboteurJudgement {
        SaboteurJudgement(
            name: name, breaks: ["ISOL-01"], summary: "does \(name)", verdict: verdict, by: ["a/good"],
            killedRequirements: verdict == .killedByOwn ? ["ISOL-01"] : [], reason: reason,
            results: [result(scenario("a/good", covers: ["ISOL-01"]), .failed(failure("ISOL-01")))])
    }

    static func report(saboteurs: [SaboteurJudgement] = []) -> RunReport {
        RunReport(
            target: "built-in", seed: 7, seconds: 12.3456, results: results, catalogue: catalogue,
            saboteurs: saboteurs, rerun: RerunCommand(seed: 7))
    }

    /// What the event log of that run tells; `lines` takes what it writes.
    static func record(
        of report: RunReport = report(), catalogue: [Requirement] = catalogue, keepsMessages: Bool = true,
        isEnded: Bool = true, lines: Lines = Lines()
    ) async throws -> RunRecord {
        let log = EventLog(keepsMessages: keepsMessages, saboteurs: report.saboteurs.count) { lines.append($0) }
        let start = RunStart(
            target: report.target, seed: report.seed, strict: report.isStrict, time: "2026-11-21T12:00:00Z", options: []
        )
        await log.begin(
            start, plan: RunPlan(selected: report.results.map(\.scenario), library: []), catalogue: catalogue)
        for result in report.results {
            await log.began(result.scenario.id)
            for step in result.scenario.steps {
                guard let played = result.steps.first(where: { $0.label == step.label }) else { continue }
                await log.listener(result.scenario, .began(step))
                await log.listener(result.scenario, .ended(step, played))
            }
            await log.ended(result)
        }
        for judgement in report.saboteurs { await log.judged(judgement) }
        guard isEnded else { return try EventLogReader.read(lines.text) }
        return try await log.finish(RunEnd(report))
    }
}

/// Lines that were written, in order.
final class Lines: Sendable {
    private let lines = Mutex<[String]>([])

    func append(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }
    var text: String { all.joined() }
}
