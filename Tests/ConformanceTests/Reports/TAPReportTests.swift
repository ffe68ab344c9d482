// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import ScenarioRunner
import Testing

@testable import Conformance

@Suite struct TAPReportTests {
    @Test func everyVerdictHasItsTestPoint() async throws {
        let results = ReportSample.results.filter { $0.scenario.id != "b/soft" }
        let report = RunReport(
            target: "built-in", seed: 7, seconds: 1, results: results, catalogue: [],
            saboteurs: [ReportSample.judgement("unseen", .survived, "every scenario passed")],
            rerun: RerunCommand(seed: 7))
        #expect(
            TAPReport(try await ReportSample.record(of: report)).text() == """
                TAP version 14
                1..8
                # target built-in
                # seed 7
                ok 1 - a/good
                not ok 2 - a/one
                  ---
                  verdict: "failed"
                  message: "status 200, not 401"
                  severity: "fail"
                  requirements:
                    - "ISOL-03"
                  at: "Scenarios/a/one.yaml:14:5, step 3.2: ben gets"
                  expected:
                    - "status 401"
                  seen: []
                  again: "tenantless verify a/one --seed 7"
                  ...
                ok 3 - a/blocked # SKIP a/one did not pass
                ok 4 - b/not-offered # SKIP not offered: pages
                not ok 5 - b/known # TODO issue <12>
                not ok 6 - c/stale
                  ---
                  verdict: "stale"
                  message: "is on the known-failing list but passed"
                  severity: "fail"
                  requirements: []
                  again: "tenantless verify c/stale --seed 7"
                  ...
                not ok 7 - c/broken
                  ---
                  verdict: "harness-failed"
                  message: "the double fell over"
                  severity: "fail"
                  requirements: []
                  again: "tenantless verify c/broken --seed 7"
                  ...
                not ok 8 - saboteur unseen
                  ---
                  verdict: "survived"
                  message: "every scenario passed"
                  ...
                Bail out! c/broken: the double fell over

                """)
    }

    @Test func aWarningIsOkUnlessTheRunIsStrict() async throws {
        let warned = [ReportSample.result(scenario("b/soft", kind: .recommended), .warned(failure("WS-01")))]
        for (isStrict, line) in [(false, "ok 1 - b/soft\n"), (true, "not ok 1 - b/soft\n")] {
            let report = RunReport(
                target: "x", seed: 7, seconds: 1, isStrict: isStrict, results: warned, catalogue: [],
                rerun: RerunCommand(seed: 7))
            #expect(TAPReport(try await ReportSample.record(of: report)).text().contains("\n\(line)"))
        }
    }

    /// TAP 14 escapes hash and backslash in descriptions; a line end would begin a test point of its own.
    @Test func whatAProxyWroteForgesNoTestPoint() async throws {
        let hostile = "x\nok 99 - forged # TODO \\ \"quoted\"\u{1B}[2J"
        let results = [
            ReportSample.result(scenario("a/skipped"), .skipped(missing: [hostile])),
            ReportSample.result(scenario("a/one"), .failed(failure(summary: hostile))),
        ]
        let report = RunReport(
            target: hostile, seed: 7, seconds: 1, results: results, catalogue: [], rerun: RerunCommand(seed: 7))
        let lines = TAPReport(try await ReportSample.record(of: report)).text().split(separator: "\n")
        #expect(lines.filter { $0.hasPrefix("ok") || $0.hasPrefix("not ok") }.count == 2)
        #expect(lines.contains("ok 1 - a/skipped # SKIP not offered: x ok 99 - forged \\# TODO \\\\ \"quoted\" [2J"))
        #expect(lines.contains(#"  message: "x\nok 99 - forged # TODO \\ \"quoted\"\u001b[2J""#))
    }
}
