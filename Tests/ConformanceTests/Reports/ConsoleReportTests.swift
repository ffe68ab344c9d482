// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import ScenarioRunner
import Testing

@testable import Conformance

@Suite struct ConsoleReportTests {
    @Test func everyFailureComesWithItsEvidenceAndCountsCloseTheReport() {
        #expect(
            ConsoleReport().text(ReportSample.report()) == """
                failed  a/one: The claim of a/one
                  status 200, not 401
                  ISOL-03         What ISOL-03 demands
                                  source: RFC of ISOL-03
                  at              Scenarios/a/one.yaml:14:5, step 3.2: ben gets
                  why             ben would see
                                  what only ana may see
                  expected        status 401
                  again           tenantless verify a/one --seed 7

                warned  b/soft: The claim of b/soft
                  status 200, not 401
                  WS-01           What WS-01 demands
                                  source: RFC of WS-01
                  at              Scenarios/a/one.yaml:14:5, step 3.2: ben gets
                  expected        status 401
                  again           tenantless verify b/soft --seed 7

                stale  c/stale: The claim of c/stale
                  it passed: take it off the known-failing list
                  again: tenantless verify c/stale --seed 7

                harness-failed  c/broken: The claim of c/broken
                  the double fell over
                  again: tenantless verify c/broken --seed 7

                target built-in, seed 7, 12.35 s
                requirements: 1 passed, 1 failed, 1 warned, 1 blocked, 1 untested
                scenarios: 1 passed, 1 failed, 1 warned, 1 blocked, 1 skipped, 1 harness-failed, 1 known-failing, 1 stale

                """)
    }

    @Test func ofSeveralSaboteursOnlyThoseNotKilledByTheirOwnAreExplained() {
        let text = ConsoleReport().text(
            ReportSample.report(saboteurs: [
                ReportSample.judgement("caught", .killedByOwn, "a/good, step 3.2: wrong"),
                ReportSample.judgement("unseen", .survived, "every scenario passed"),
            ]))
        #expect(!text.contains("saboteur caught"))
        #expect(
            text.contains(
                "survived  saboteur unseen: does unseen\n  breaks ISOL-01; every scenario passed\n"))
        #expect(text.contains("saboteurs: 1 killed-by-own, 0 killed-by-other, 1 survived, 0 void, 0 inconclusive\n"))
        #expect(text.contains("no saboteur died of: ISOL-03, ISOL-04, WS-01\n"))
    }

    @Test func aScenarioThatNoSaboteurFailsMakesTheSuiteBad() {
        let other = ReportSample.result(scenario("a/idle", covers: ["ISOL-01"]), .passed)
        let caught = ReportSample.judgement("caught", .killedByOwn, "a/good, step 3.2: wrong")
        func report(_ results: [ScenarioResult], all: Bool) -> RunReport {
            RunReport(
                target: "built-in", seed: 7, seconds: 1, results: results,
                catalogue: [requirement("ISOL-01")], saboteurs: [caught], areScenariosJudged: all,
                rerun: RerunCommand(seed: 7))
        }
        let judged = report([ReportSample.results[0], other], all: true)
        #expect(judged.outcome == .judgedBad)
        #expect(ConsoleReport().text(judged).contains("no saboteur died of: a/idle\n"))
        #expect(report([ReportSample.results[0]], all: true).outcome == .good)
        #expect(report([ReportSample.results[0], other], all: false).outcome == .good)
    }

    @Test func aSingleSaboteurIsShownWithItsEvidence() {
        let text = ConsoleReport().text(
            ReportSample.report(saboteurs: [ReportSample.judgement("caught", .killedByOwn, "a/good, step 3.2: wrong")]))
        #expect(text.contains("killed-by-own  saboteur caught: does caught\n"))
        #expect(text.contains("  failed  a/good: The claim of a/good\n    status 200, not 401\n"))
        #expect(text.contains("    again           tenantless verify a/good --saboteur caught --seed 7\n"))
    }

    @Test func aTerminalGetsColours() {
        let text = ConsoleReport(style: .terminal).text(ReportSample.report())
        #expect(text.hasPrefix("\u{1B}[31mfailed\u{1B}[0m  a/one"))
    }
}
